package dev.freshet.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.app.configuration.DataStreamConfig.Limits;
import dev.freshet.app.configuration.DatabaseConfig.DatabasePort;
import dev.freshet.app.configuration.EndpointConfig.TlsPort;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @TempDir
    private Path userHome = Path.of("");

    /** One setting: where it lands, its default in the user home {@code /home/ann}, and how a text is read. */
    record Expectation(
            Setting setting, Function<Configuration, Object> read, Object byDefault, String text, Object meaning) {
        @Override
        public String toString() {
            return setting.key();
        }
    }

    private static final List<Expectation> EXPECTATIONS = List.of(
            new Expectation(
                    Setting.HOME, c -> c.home().folder(), Path.of("/home/ann/.freshet"), "/srv/f", Path.of("/srv/f")),
            new Expectation(Setting.PORT, c -> c.endpoint().port(), 4566, "4600", 4600),
            new Expectation(
                    Setting.TLS_PORT,
                    c -> c.endpoint().tlsPort(),
                    new TlsPort.FirstFreeFrom(4567),
                    "4601",
                    new TlsPort.Exactly(4601)),
            new Expectation(
                    Setting.DATABASE_PORT,
                    c -> c.database().port(),
                    new DatabasePort.FirstFreeFrom(5432),
                    "5433",
                    new DatabasePort.Exactly(5433)),
            new Expectation(
                    Setting.REGION,
                    c -> c.account().region(),
                    new Region("us-east-1"),
                    "eu-west-1",
                    new Region("eu-west-1")),
            new Expectation(
                    Setting.ACCOUNT,
                    c -> c.account().id(),
                    new AccountId("123456789012"),
                    "111122223333",
                    new AccountId("111122223333")),
            new Expectation(Setting.LIMITS, c -> c.dataStreams().limits(), Limits.ON, "off", Limits.OFF));

    static Stream<Expectation> expectations() {
        return EXPECTATIONS.stream();
    }

    static Stream<Expectation> expectationsInFile() {
        return EXPECTATIONS.stream().filter(expected -> expected.setting().mayStandInFile());
    }

    @Test
    void noSettingIsWithoutATest() {
        assertThat(EXPECTATIONS).extracting(Expectation::setting).containsExactlyInAnyOrder(Setting.values());
    }

    @Test
    void everySettingIsDocumentedWithItsThreeNames() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));

        for (Setting setting : Setting.values()) {
            assertThat(page).contains("`" + setting.flag() + "`", "`" + setting.environmentName() + "`");
            if (setting.mayStandInFile()) {
                assertThat(page).contains("`" + setting.key() + "`");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void aSettingThatNobodyGaveHasItsDefault(Expectation expected) {
        Configuration configuration = Configuration.read(Map.of(), Map.of("HOME", "/home/ann"));

        assertThat(expected.read().apply(configuration)).isEqualTo(expected.byDefault());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void aFlagIsRead(Expectation expected) {
        Configuration configuration =
                Configuration.read(Map.of(expected.setting(), expected.text()), Map.of("HOME", "/home/ann"));

        assertThat(expected.read().apply(configuration)).isEqualTo(expected.meaning());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void theEnvironmentIsRead(Expectation expected) {
        Map<String, String> environment =
                Map.of("HOME", "/home/ann", expected.setting().environmentName(), expected.text());

        assertThat(expected.read().apply(Configuration.read(Map.of(), environment)))
                .isEqualTo(expected.meaning());
    }

    @ParameterizedTest
    @MethodSource("expectationsInFile")
    void theFileInTheHomeIsRead(Expectation expected) throws IOException {
        // Quoted, for YAML would read an account with a leading zero as a number.
        file(expected.setting().key() + ": '" + expected.text() + "'");

        assertThat(expected.read().apply(Configuration.read(Map.of(), inUserHome())))
                .isEqualTo(expected.meaning());
    }

    /** Older YAML would make it a boolean. */
    @Test
    void offNeedsNoQuotes() throws IOException {
        file("limits: off");

        assertThat(Configuration.read(Map.of(), inUserHome()).dataStreams().limits())
                .isEqualTo(Limits.OFF);
    }

    @Test
    void limitsAreOnOrOff() {
        assertThatThrownBy(() -> Configuration.read(Map.of(Setting.LIMITS, "none"), Map.of("HOME", "/home/ann")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--limits 'none' cannot be used: limits are 'on' or 'off'");
    }

    @Test
    void aFlagBeatsTheEnvironmentAndTheEnvironmentBeatsTheFile() throws IOException {
        file("port: 1\ndatabase-port: 2\nregion: eu-west-3");
        Map<String, String> environment =
                Map.of("HOME", userHome.toString(), "FRESHET_PORT", "11", "FRESHET_DATABASE_PORT", "12");

        Configuration configuration = Configuration.read(Map.of(Setting.PORT, "21"), environment);

        assertThat(configuration.endpoint().port()).isEqualTo(21);
        assertThat(configuration.database().port()).isEqualTo(new DatabasePort.Exactly(12));
        assertThat(configuration.account().region()).isEqualTo(new Region("eu-west-3"));
    }

    @Test
    void whatEnvExportsIsNeverASetting() {
        Map<String, String> exported = Map.ofEntries(
                Map.entry("HOME", "/home/ann"),
                Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
                Map.entry("AWS_REGION", "eu-west-1"),
                Map.entry("AWS_DEFAULT_REGION", "eu-west-1"),
                Map.entry("FRESHET_CLUSTER_ID", "abcdefghijklmnopqrstuvwxyz"),
                Map.entry("FRESHET_ACCOUNT_ID", "999999999999"),
                Map.entry("PGHOST", "example"),
                Map.entry("PGPORT", "1"));

        assertThat(Configuration.read(Map.of(), exported))
                .isEqualTo(Configuration.read(Map.of(), Map.of("HOME", "/home/ann")));
    }

    @Test
    void anEmptyVariableCountsAsNotGiven() {
        assertThat(Configuration.read(Map.of(), Map.of("HOME", "/home/ann", "FRESHET_PORT", ""))
                        .endpoint()
                        .port())
                .isEqualTo(4566);
    }

    @Test
    void aRelativeHomeIsMeantFromTheWorkingFolder() {
        assertThat(Configuration.read(Map.of(Setting.HOME, "a/../b"), Map.of())
                        .home()
                        .folder())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void anUnknownKeyIsRefusedWithItsNameAndTheKnownOnes() throws IOException {
        file("port: 4600\ndatabse-port: 5433");

        assertThatThrownBy(() -> Configuration.read(Map.of(), inUserHome()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown key 'databse-port'")
                .hasMessageContaining("port, database-port, region, account");
    }

    @Test
    void theHomeCannotBeSetInsideTheHome() throws IOException {
        file("home: /elsewhere");

        assertThatThrownBy(() -> Configuration.read(Map.of(), inUserHome())).hasMessageContaining("unknown key 'home'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"port: [1, 2]", "- port", "port", "port: 1\nport: 2", "port: 'x", "port: {a: 1}"})
    void aFileOfAnotherFormIsRefusedOnOneLine(String text) throws IOException {
        file(text);

        assertThatThrownBy(() -> Configuration.read(Map.of(), inUserHome()))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("freshet.yaml").doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "---\n"})
    void anEmptyFileSetsNothing(String text) throws IOException {
        file(text);

        assertThat(Configuration.read(Map.of(), inUserHome()).endpoint().port()).isEqualTo(4566);
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536",
        "PORT, -1",
        "PORT, x",
        "PORT, 4566.0",
        "DATABASE_PORT, 0",
        "DATABASE_PORT, 99999999999",
        "REGION, mars",
        "REGION, US-EAST-1",
        "ACCOUNT, 12",
        "ACCOUNT, 12345678901x"
    })
    void aBadValueIsRefusedOnOneLineThatNamesItAndItsSource(Setting setting, String text) {
        assertThatThrownBy(() -> Configuration.read(Map.of(setting, text), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(setting.flag() + " '" + text + "' cannot be used: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThatThrownBy(() -> Configuration.read(Map.of(), Map.of(setting.environmentName(), text)))
                .hasMessageStartingWith(setting.environmentName() + " '" + text + "' cannot be used: ");
    }

    private Map<String, String> inUserHome() {
        return Map.of("HOME", userHome.toString());
    }

    private void file(String text) throws IOException {
        Path home = Files.createDirectories(userHome.resolve(".freshet"));
        Files.writeString(home.resolve("freshet.yaml"), text);
    }
}
