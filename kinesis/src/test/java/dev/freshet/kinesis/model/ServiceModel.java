package dev.freshet.kinesis.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS's own description of the service, out of the installed botocore. */
final class ServiceModel {
    private static final String WHERE = """
            import botocore, os
            print(os.path.join(os.path.dirname(botocore.__file__), "data", "kinesis", "2013-12-02"))
            """;

    private final JsonNode root;

    private ServiceModel(JsonNode root) {
        this.root = root;
    }

    /** Empty where Python or botocore is not installed. */
    static Optional<ServiceModel> installed() throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", WHERE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
        String folder;
        try (InputStream output = python.getInputStream()) {
            folder = new String(output.readAllBytes(), UTF_8).strip();
        }
        return python.waitFor() == 0 ? Optional.of(read(Path.of(folder))) : Optional.empty();
    }

    /** Botocore's releases differ in whether they compress it. */
    private static ServiceModel read(Path folder) throws IOException {
        Path plain = folder.resolve("service-2.json");
        Path packed = folder.resolve("service-2.json.gz");
        try (InputStream in =
                Files.exists(plain) ? Files.newInputStream(plain) : new GZIPInputStream(Files.newInputStream(packed))) {
            return new ServiceModel(new JsonMapper().readTree(in));
        }
    }

    List<String> operations() {
        return List.copyOf(root.get("operations").propertyNames());
    }

    /** The name of the structure that an operation takes. */
    String input(String operation) {
        return root.get("operations").get(operation).get("input").get("shape").asString();
    }

    /** The errors that the model lists for an operation. */
    List<String> errors(String operation) {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : root.get("operations").get(operation).path("errors")) {
            errors.add(error.get("shape").asString());
        }
        return errors;
    }

    JsonNode shape(String name) {
        return root.get("shapes").get(name);
    }
}
