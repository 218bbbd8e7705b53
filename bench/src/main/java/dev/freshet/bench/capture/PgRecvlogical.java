package dev.freshet.bench.capture;

import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.pipeline.PipelineId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's own client, writing to {@code /dev/null}. */
record PgRecvlogical(Path program) implements Way {
    /** Empty when it is not installed. */
    static Optional<PgRecvlogical> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pg_recvlogical"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(PgRecvlogical::new);
    }

    @Override
    public String name() {
        return "pg_recvlogical";
    }

    @Override
    public Reading read(PreparedLog log) throws IOException, InterruptedException {
        PipelineId copy = log.copySlot();
        try {
            List<String> command = List.of(
                    program.toString(),
                    "--start",
                    "--no-loop",
                    "--file=/dev/null",
                    "--dbname=" + log.database().database(),
                    "--slot=" + copy.slot(),
                    "--startpos=" + log.checkpoint().position(),
                    "--endpos=" + log.end(),
                    "--option=proto_version=1",
                    "--option=messages=true",
                    "--option=publication_names=" + OwnedDatabase.PUBLICATION);
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put("PGHOST", log.database().host());
            builder.environment().put("PGPORT", Integer.toString(log.database().port()));
            builder.environment().put("PGUSER", log.database().user());
            builder.environment().put("PGPASSWORD", log.database().password());
            Reading.Clock clock = Reading.start();
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IOException("pg_recvlogical ended with " + exit);
            }
            return clock.stop(log.rows());
        } finally {
            new ReplicationSlot(log.database(), copy.slot()).drop();
        }
    }
}
