package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a server's process to run: adopts the one that is there, or starts one on the first port that is free. */
final class Launcher {
    /*
     * Never two on one data directory, and nobody else's process killed.
     *
     * The folder's lock says which Freshet owns the server; it falls with the process that holds it. PostgreSQL lives on
     * when its Freshet dies, so whoever takes the lock next may find a postmaster.pid:
     *
     *   - its process is gone, or is a program that happens to have the number: the file is stale;
     *   - it is PostgreSQL on our directory, with our binaries and today's configuration, and it answers to the superuser's
     *     password (SCRAM proves both sides to each other): adopted, its sessions never notice;
     *   - it is PostgreSQL on our directory but differs or does not answer: stopped, started anew;
     *   - nobody can tell: refused, with the process named.
     *
     * After kill -9 of a postmaster its children still hold the shared memory for moments, and PostgreSQL refuses to start
     * until they noticed. That is awaited, not reported.
     *
     * A Freshet that is killed while it starts a server leaves a pg_ctl or an initdb at work. The first may bring up its own
     * PostgreSQL in between; one of the two finds the other's lock, and we settle with whichever it is. The second works in
     * a directory of its own (DataDirectory).
     */
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private static final Duration OTHERS_END_WITHIN = Duration.ofSeconds(20);
    private static final long OTHERS_LOOK_EVERY_MILLIS = 50;
    private static final int PORTS_TRIED = 1_000;
    private static final int LAST_PORT = 65_535;

    private final PostgresServer.Spec spec;
    private final ServerFolder folder;
    private final Login superuser;
    private final DataDirectory data;
    private final Postmaster postmaster;
    private final ServerLog log;

    Launcher(PostgresServer.Spec spec, ServerFolder folder, Login superuser, ServerLog log) {
        this.spec = spec;
        this.folder = folder;
        this.superuser = superuser;
        this.log = log;
        this.data = new DataDirectory(folder.data(), spec.binaries());
        this.postmaster = new Postmaster(spec.binaries(), folder.data(), log);
    }

    /** The process, and the port it took. */
    record Launched(ProcessHandle process, int port) {}

    /** Makes the data directory if there is none, and gets PostgreSQL to run on a port of the server's choice. */
    Launched launch() {
        refuseLostData();
        data.initialize(superuser, "on".equals(spec.settings().parameters().get("fsync")));
        return switch (spec.port()) {
            case PortChoice.Exactly exactly -> launch(IntStream.of(exactly.port()));
            case PortChoice.FirstFreeFrom from ->
                launch(IntStream.concat(
                        folder.rememberedPort().stream(),
                        IntStream.rangeClosed(from.port(), Math.min(from.port() + PORTS_TRIED, LAST_PORT))));
        };
    }

    /** A server that ran before had data; an empty one in its place would pass for it. */
    private void refuseLostData() {
        if (folder.rememberedPort().isPresent() && !Files.isDirectory(folder.data())) {
            throw new ClusterException(
                    Kind.FOLDER_UNUSABLE,
                    "The data of server " + spec.name() + " are gone: " + folder.data()
                            + " is missing. Put it back, or move " + folder.path() + " away to begin anew.");
        }
    }

    /** The same on the port it had before it died, which its clients know. */
    Launched relaunch(int port) {
        return launch(IntStream.of(port));
    }

    /** The process that runs on the data directory, whoever started it. */
    Optional<ProcessHandle> outlived() throws IOException {
        return PostmasterFile.read(folder.data())
                .filter(left -> postmaster.ownerOf(left) == Postmaster.Owner.OURS)
                .flatMap(left -> ProcessHandle.of(left.pid()));
    }

    void stop(ProcessHandle process) throws IOException {
        postmaster.stop(process);
    }

    private Launched launch(IntStream ports) {
        int[] candidates = ports.toArray();
        long deadline = System.nanoTime() + OTHERS_END_WITHIN.toNanos();
        try {
            Optional<Launched> launched = attempt(candidates, deadline);
            while (launched.isEmpty()) {
                Uninterrupted.sleepMillis(OTHERS_LOOK_EVERY_MILLIS);
                launched = attempt(candidates, deadline);
            }
            folder.rememberPort(launched.get().port());
            return launched.get();
        } catch (IOException e) {
            throw new ClusterException(Kind.FOLDER_UNUSABLE, folder.path() + " cannot be used: " + e, e);
        }
    }

    /** Empty when other processes still hold the data directory, which settles itself until the deadline. */
    private Optional<Launched> attempt(int[] candidates, long deadline) throws IOException {
        Optional<PostmasterFile> left = PostmasterFile.read(folder.data());
        Optional<Launched> adopted = left.isPresent() ? settleWith(left.get(), candidates) : Optional.empty();
        if (adopted.isPresent()) {
            return adopted;
        }
        for (int port : candidates) {
            if (!spec.ports().claim(port, spec.name())) {
                continue;
            }
            data.configure(data.configuration(spec.name(), spec.settings(), port));
            switch (postmaster.start()) {
                // Another port is that of a rival which read the configuration before it was written anew.
                case StartOutcome.Ready ready
                when ready.postmaster().port() != port -> {
                    return Optional.empty();
                }
                case StartOutcome.Ready ready -> {
                    return Optional.of(new Launched(processOf(ready.postmaster()), port));
                }
                case StartOutcome.PortTaken _ -> {}
                case StartOutcome.StillHeld _
                when System.nanoTime() < deadline -> {
                    return Optional.empty();
                }
                case StartOutcome.StillHeld held -> throw startFailed(held.log());
                case StartOutcome.Failed failed -> throw startFailed(failed.log());
            }
        }
        throw noPort(candidates);
    }

    /** Present when the server that outlived its Freshet is ours again; nothing is in the way of a start otherwise. */
    private Optional<Launched> settleWith(PostmasterFile left, int[] candidates) throws IOException {
        switch (postmaster.settledOwnerOf(left)) {
            case NOBODY -> {}
            case FOREIGN -> Files.deleteIfExists(PostmasterFile.in(folder.data()));
            case UNKNOWN ->
                throw new ClusterException(
                        Kind.FOREIGN_PROCESS,
                        "Process " + left.pid() + " may be a PostgreSQL on " + folder.data()
                                + ", and this system does not tell. If it is, stop it; if not, delete "
                                + PostmasterFile.in(folder.data()) + ".");
            case OURS -> {
                ProcessHandle outlived = ProcessHandle.of(left.pid()).orElseThrow();
                if (IntStream.of(candidates).anyMatch(port -> port == left.port()) && mayAdopt(left, outlived)) {
                    LOG.info("Server {} on port {} outlived its Freshet and is adopted", spec.name(), left.port());
                    spec.ports().note(left.port(), spec.name());
                    return Optional.of(new Launched(outlived, left.port()));
                }
                LOG.info("Server {} outlived its Freshet and is stopped, to start anew", spec.name());
                postmaster.stop(outlived);
            }
        }
        return Optional.empty();
    }

    private boolean mayAdopt(PostmasterFile left, ProcessHandle outlived) throws IOException {
        return left.ready()
                && postmaster.runsTheseBinaries(outlived)
                && data.isConfigured(data.configuration(spec.name(), spec.settings(), left.port()))
                && ServerPreparation.answers(ServerAddress.onLoopback(left.port()), superuser, folder.data());
    }

    private ProcessHandle processOf(PostmasterFile file) {
        return ProcessHandle.of(file.pid()).orElseThrow(() -> startFailed("It ended as soon as it was ready."));
    }

    private ClusterException startFailed(String output) {
        return new ClusterException(
                Kind.START_FAILED,
                "PostgreSQL did not start on " + folder.data() + ". Its log, " + log.file() + ", ends:\n"
                        + output.strip());
    }

    private ClusterException noPort(int[] candidates) {
        return new ClusterException(
                Kind.PORT_TAKEN,
                candidates.length == 1
                        ? "Port " + candidates[0] + " on 127.0.0.1, which server " + spec.name()
                                + " is to have, is in use. Stop what listens there, or choose another."
                        : "None of " + candidates.length + " ports up to " + candidates[candidates.length - 1]
                                + " is free on 127.0.0.1.");
    }
}
