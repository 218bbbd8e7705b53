package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
    private static final long GIB = 1024L * 1024 * 1024;

    @Test
    void theLogKeptForSlotsIsATenthOfTheDiskAtMost10GiB() {
        assertThat(ServerSettings.slotKeepBytes(50 * GIB)).isEqualTo(5 * GIB);
        assertThat(ServerSettings.slotKeepBytes(500 * GIB)).isEqualTo(10 * GIB);
    }

    @Test
    void aDiskWithoutASizeIsNotTakenForASmallOne() {
        assertThat(ServerSettings.slotKeepBytes(0)).isEqualTo(10 * GIB);
    }

    @Test
    void aValueIsQuotedAsPostgresReadsIt() {
        ServerSettings settings = ServerSettings.ofCatalog().with("search_path", "\"$user\", 'public'");
        assertThat(settings.asConfigurationFile()).contains("search_path = '\"$user\", ''public'''\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nfsync = off", "a\\"})
    void aValueThatWouldEndItsLineIsRefused(String value) {
        assertThatThrownBy(() -> ServerSettings.ofCatalog().with("application_name", value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCatalogsServerWritesNoLogicalLog() {
        assertThat(ServerSettings.ofCatalog().parameters()).containsEntry("wal_level", "minimal");
    }
}
