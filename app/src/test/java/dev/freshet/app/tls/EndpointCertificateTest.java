package dev.freshet.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.app.home.Home;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Region;
import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.http.GatewayServer;
import dev.freshet.gateway.http.InternalPages;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real TLS server with the certificate, and clients that trust the authority of the home and nobody else. */
class EndpointCertificateTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    private Path folder = Path.of("");

    private Home home = new Home(folder);

    @BeforeEach
    void makeHome() {
        home = new Home(folder);
    }

    private GatewayServer start(Instant now) throws IOException {
        SSLContext certificate = EndpointCertificate.findOrCreate(home, InstantSource.fixed(now), new SecureRandom());
        Gateway gateway = new Gateway(
                List.of(),
                _ -> Optional.empty(),
                (_, _) -> new Decision.Allowed(),
                new Region("us-east-1"),
                InstantSource.system(),
                new Random());
        return GatewayServer.openTls("127.0.0.1", 0, gateway, InternalPages.NONE, certificate);
    }

    private X509Certificate authority() throws Exception {
        try (InputStream in = Files.newInputStream(home.authorityFile())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private HttpClient.Builder trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("freshet", authority());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context);
    }

    private static HttpResponse<String> get(GatewayServer server, String host, HttpClient.Builder client)
            throws Exception {
        URI page = URI.create("https://" + host + ":" + server.port() + "/_freshet/none");
        try (HttpClient built = client.build()) {
            return built.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void bothVersionsOfHttpAreAgreedOnByAlpn(HttpClient.Version version) throws Exception {
        try (GatewayServer server = start(NOW)) {
            HttpResponse<String> answer = get(server, "localhost", trusting().version(version));

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void itIsForThisMachineByNameAndByAddress(String host) throws Exception {
        try (GatewayServer server = start(NOW)) {
            assertThat(get(server, host, trusting()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whoDoesNotTrustTheAuthorityIsNotServed() throws Exception {
        try (GatewayServer server = start(NOW)) {
            assertThatThrownBy(() -> get(server, "localhost", HttpClient.newBuilder()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void theAuthorityOutlivesItsCertificates() throws Exception {
        start(NOW.minus(Duration.ofDays(390))).close();
        X509Certificate first = authority();

        try (GatewayServer server = start(NOW)) {
            assertThat(authority()).isEqualTo(first);
            assertThat(get(server, "localhost", trusting()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anOldAuthorityMakesWayForANewOne() throws Exception {
        start(NOW.minus(Duration.ofDays(3400))).close();
        X509Certificate old = authority();

        try (GatewayServer server = start(NOW)) {
            assertThat(authority()).isNotEqualTo(old);
            assertThat(get(server, "localhost", trusting()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theKeysAreForTheirOwnerAlone() throws Exception {
        start(NOW).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.tlsKeysFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedKeyStoreIsReportedWithWhatToDo() throws Exception {
        Files.writeString(home.tlsKeysFile(), "no key store");

        assertThatThrownBy(() -> start(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it to get a new authority");
    }
}
