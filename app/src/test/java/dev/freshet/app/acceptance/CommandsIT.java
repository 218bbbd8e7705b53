package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The freshet command beside a server that runs. */
@Needs({Tool.AWS_CLI, Tool.BOTO3, Tool.PSQL})
@ExtendWith(SharedFreshet.class)
class CommandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void envPrintsWhatClientsNeedAndNothingElse(FreshetServer server, Guide guide) {
        Outcome printed = server.run("env").succeeded();

        Map<String, String> exported = new TreeMap<>();
        for (String line : printed.outLines()) {
            if (line.startsWith("export ")) {
                String[] parts = line.substring("export ".length()).split("=", 2);
                exported.put(parts[0], parts[1].replaceAll("^'|'$", ""));
            } else {
                assertThat(line).startsWith("unset ");
            }
        }
        assertThat(exported)
                .containsEntry("AWS_ENDPOINT_URL", server.endpoint())
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("AWS_DEFAULT_REGION", "us-east-1")
                .containsEntry("FRESHET_CLUSTER_ID", guide.cluster())
                .containsEntry("FRESHET_ACCOUNT_ID", "123456789012")
                .containsEntry("PGPORT", "" + server.databasePort())
                .containsEntry("PGUSER", "admin")
                .containsEntry("PGDATABASE", "postgres")
                .containsOnlyKeys(
                        "AWS_CA_BUNDLE",
                        "FRESHET_TLS_ENDPOINT_URL",
                        "NODE_EXTRA_CA_CERTS",
                        "AWS_ENDPOINT_URL",
                        "AWS_ACCESS_KEY_ID",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_REGION",
                        "AWS_DEFAULT_REGION",
                        "FRESHET_CLUSTER_ID",
                        "FRESHET_ACCOUNT_ID",
                        "PGHOST",
                        "PGPORT",
                        "PGUSER",
                        "PGPASSWORD",
                        "PGDATABASE");
        assertThat(exported.get("AWS_ACCESS_KEY_ID")).matches("AKIA[A-Z0-9]{16}");
        assertThat(exported.get("AWS_SECRET_ACCESS_KEY")).hasSize(40);
        assertThat(printed.errLines()).isEmpty();
    }

    /** Where it does not, Java says nothing and starts need twice the time. */
    @Test
    void javaFindsWhatItLearnedFromFreshetWhenThatWasBuilt(FreshetServer server, Shell shell) {
        Outcome version = shell.with(Map.of("FRESHET_JAVA_OPTIONS", "-Xlog:class+load"))
                .type(Project.script() + " --version")
                .succeeded();

        assertThat(version.out()).contains("dev.freshet.app.Main source: shared objects file");
    }

    @Test
    void anEarlierAwsLoginOfTheShellDoesNotSpoilIt(FreshetServer server, Shell shell) {
        Shell loggedIn = shell.with(Map.of(
                "AWS_SESSION_TOKEN", "of another world",
                "AWS_SECURITY_TOKEN", "of another world",
                "AWS_PROFILE", "work",
                "AWS_ACCESS_KEY_ID", "ASIAOFANOTHERWORLD00",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1"));

        Outcome identity = loggedIn.type("eval \"$(%s)\" && aws sts get-caller-identity && env"
                        .formatted(String.join(" ", server.command("env"))))
                .succeeded();

        assertThat(identity.out()).contains("arn:aws:iam::123456789012:root");
        assertThat(identity.out()).doesNotContain("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_PROFILE");
    }

    @Test
    void statusShowsWhatThereIs(FreshetServer server, Guide guide) {
        guide.rows();

        JsonNode status = server.status();
        assertThat(status.path("pid").asLong()).isEqualTo(server.process().pid());
        assertThat(status.path("endpoint").asString()).isEqualTo(server.endpoint());
        assertThat(status.path("version").asString()).isNotEmpty();
        JsonNode cluster = server.status("clusters", guide.cluster());
        assertThat(cluster.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(cluster.path("port").asInt()).isEqualTo(server.databasePort());
        JsonNode cdcStream = server.status("cdcStreams", guide.cdcStream().id());
        assertThat(cdcStream.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(cdcStream.path("dataStream").asString()).isEqualTo(Guide.DATA_STREAM);
        assertThat(cdcStream.path("lagMillis").isIntegralNumber()).isTrue();
        assertThat(status.path("dataStreams").toString())
                .contains("{\"name\":\"my-cdc-stream\",\"status\":\"ACTIVE\",\"shards\":4}");
        assertThat(server.run("status").succeeded().out())
                .contains(
                        server.endpoint(),
                        guide.cluster(),
                        guide.cdcStream().id(),
                        Guide.DATA_STREAM,
                        "us-east-1",
                        "123456789012");
    }

    @Test
    void aSecondUpInTheSameHomeIsRefusedAndDisturbsNothing(FreshetServer server, Shell shell) {
        FreshetServer second =
                new FreshetServer(Project.script().toString(), server.home(), Shell.clean(shell.folder()));

        try (Child child = second.launch()) {
            Outcome refused = child.awaitExit(Duration.ofSeconds(60)).failed();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.outLines()).isEmpty();
            assertThat(refused.errLines()).hasSize(1);
            assertThat(refused.err())
                    .contains(server.home().toString())
                    .contains("" + server.process().pid());
        }
        assertThat(server.status().path("pid").asLong())
                .isEqualTo(server.process().pid());
    }

    @Test
    void tailShowsWhatTheDataStreamHolds(FreshetServer server, Guide guide) {
        Change inserted = guide.rows().changes().getFirst();

        try (Child tail = server.start("tail", Guide.DATA_STREAM, "--from", "trim-horizon", "--json")) {
            assertThat(tail.awaitLine(Pattern.compile("hello cdc"), LIMIT)).isEqualTo(inserted.text());
            tail.signal("INT");
            assertThat(tail.awaitExit(LIMIT).errLines()).isEmpty();
        }
    }

    @Test
    void tailShowsWhatArrivesToAReader(FreshetServer server, Guide guide, Shell shell) {
        guide.cdcStream();
        Database.run(shell, "CREATE TABLE tailed (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text)");

        try (Child tail = server.start("tail", Guide.DATA_STREAM)) {
            // It says nothing before the first record, so the rows go on until one is seen.
            Poll.until("tail shows a new row", LIMIT, () -> {
                Database.run(shell, "INSERT INTO tailed (word) VALUES ('fresh')");
                return tail.out().text().contains("fresh");
            });
            assertThat(tail.out().text()).contains("tailed").doesNotContain("hello cdc", "{\"type\"", "\u001b");
        }
    }

    @Test
    void tailEndsWhenNobodyReadsItAnyMore(FreshetServer server, Guide guide, Shell shell) throws InterruptedException {
        guide.rows();
        Database.run(shell, "CREATE TABLE unread (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)");
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            // It learns that nobody reads when it writes, as every program does.
            while (!ended.get()) {
                Database.run(shell, "INSERT INTO unread DEFAULT VALUES");
            }
        });

        Outcome head = shell.type(
                String.join(" ", server.command("tail", Guide.DATA_STREAM, "--from", "trim-horizon", "--json"))
                        + " | head -n 1");

        ended.set(true);
        writer.join();
        assertThat(head.succeeded().outLines()).hasSize(1);
        assertThat(head.err()).isEmpty();
    }

    @Test
    void tailOfADataStreamThatDoesNotExistSaysSo(FreshetServer server) {
        Outcome refused = server.run("tail", "nowhere").failed();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errLines()).hasSize(1);
        assertThat(refused.err()).contains("nowhere");
    }

    @Test
    void aMistakeIsOneLineAndExitCodeTwo(FreshetServer server) {
        for (List<String> mistake : List.of(
                List.of("up", "--port", "70000"),
                List.of("up", "--port", "many"),
                List.of("up", "--account", "12"),
                List.of("up", "--region", "the moon"),
                List.of("up", "--colour", "blue"),
                List.of("tail"),
                List.of("dance"))) {
            Outcome refused = server.run(mistake.toArray(String[]::new));
            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
            assertThat(refused.errLines()).as(refused.toString()).hasSize(1);
            assertThat(refused.outLines()).as(refused.toString()).isEmpty();
        }
    }

    @Test
    void itIsFoundFromAnotherFolderAndThroughASymbolicLink(FreshetServer server, Shell shell) {
        Outcome version = shell.type(
                        "mkdir -p links && ln -sf %s links/fr && cd links && ./fr --version && ./fr status --home %s"
                                .formatted(Project.script(), server.home()))
                .succeeded();

        assertThat(version.outLines().getFirst()).startsWith("freshet ");
    }

    @Test
    void whereNothingIsBuiltOnlyUpAndDemoWouldBuild(FreshetServer server, Shell shell) {
        Outcome copied = shell.type("mkdir -p clone && cp -r %1$s/freshet %1$s/.mvn clone".formatted(Project.folder()));
        assertThat(copied.exitCode()).isZero();

        for (String command : List.of("status", "env", "down", "tail x")) {
            Outcome refused = shell.type("clone/freshet " + command);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.outLines()).isEmpty();
            assertThat(refused.errLines()).hasSize(1);
            assertThat(refused.err()).contains("not built");
        }
    }
}
