package dev.freshet.app.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code freshet.yaml} in the home: one {@code key: value} a line. What it does not know it refuses, by name. */
final class ConfigurationFile {
    static final String NAME = "freshet.yaml";

    private ConfigurationFile() {}

    static void read(Path home, GivenSettings into) {
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            return;
        }
        JsonNode settings = parse(file);
        if (settings.isMissingNode() || settings.isNull()) {
            return;
        }
        if (!settings.isObject()) {
            throw new ConfigurationException(file + " must hold lines of the form 'key: value'");
        }
        for (Map.Entry<String, JsonNode> entry : settings.properties()) {
            Setting setting = known(entry.getKey(), file);
            if (!entry.getValue().isValueNode()) {
                throw new ConfigurationException(file + ": '" + entry.getKey() + "' must be a single value");
            }
            into.add(setting, entry.getValue().asString(""), entry.getKey() + " in " + file);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            String text = Files.readString(file);
            return YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(text);
        } catch (JacksonException e) {
            throw new ConfigurationException(file + ", line " + lineOf(e) + ", is not YAML of the form 'key: value'");
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + new UncheckedIOException(e).getMessage());
        }
    }

    private static String lineOf(JacksonException e) {
        return Optional.ofNullable(e.getLocation())
                .map(location -> Integer.toString(location.getLineNr()))
                .orElse("?");
    }

    private static Setting known(String key, Path file) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.mayStandInFile() && setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        file + ": unknown key '" + key + "'; known are " + String.join(", ", Setting.keysInFile())));
    }
}
