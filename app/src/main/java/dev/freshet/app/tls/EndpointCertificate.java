package dev.freshet.app.tls;

import dev.freshet.app.home.Home;
import dev.freshet.app.tls.CertificateAuthority.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate that the endpoint shows on its TLS port. The home keeps the authority that signed it, so that clients
 * that were told to trust that once trust every later certificate too.
 */
public final class EndpointCertificate {
    /** A file's key store needs a password; what protects it is that its owner alone can read it. */
    private static final char[] PASSWORD = "freshet".toCharArray();

    private static final String PROTECTION = "PBEWithHmacSHA256AndAES_256";
    private static final int SALT_BYTES = 16;

    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";
    /** Only a start renews: this is how long a server may run on an old one. */
    private static final Duration RENEWED_BEFORE = Duration.ofDays(180);

    private static final List<String> DNS_NAMES = List.of("localhost", "*.localhost");

    private final Home home;
    private final InstantSource clock;
    private final SecureRandom random;

    private EndpointCertificate(Home home, InstantSource clock, SecureRandom random) {
        this.home = home;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What a TLS server needs; at the first start made, when it is old renewed.
     *
     * @throws IOException when the home's key store cannot be read or written
     */
    public static SSLContext findOrCreate(Home home, InstantSource clock, SecureRandom random) throws IOException {
        try {
            EndpointCertificate certificate = new EndpointCertificate(home, clock, random);
            return certificate.context(certificate.keys());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    home.tlsKeysFile() + " cannot be used; delete it to get a new authority and certificate", e);
        }
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        KeyStore keys = load();
        Instant now = clock.instant();
        boolean changed = false;
        if (!holds(keys, AUTHORITY, CertificateAuthority.SERVER_VALIDITY, now)) {
            Identity authority = CertificateAuthority.create("Freshet authority of " + home.folder(), now, random);
            put(keys, AUTHORITY, authority, authority.certificate());
            keys.deleteEntry(SERVER);
            changed = true;
        }
        X509Certificate authority = (X509Certificate) keys.getCertificate(AUTHORITY);
        if (!holds(keys, SERVER, RENEWED_BEFORE, now)) {
            Identity server = new CertificateAuthority(key(keys, AUTHORITY), authority)
                    .issue("localhost", DNS_NAMES, addresses(), now, random);
            put(keys, SERVER, server, server.certificate(), authority);
            changed = true;
        }
        if (changed) {
            save(keys);
        }
        if (changed || !Files.exists(home.authorityFile())) {
            home.replace(home.authorityFile(), pem(authority));
        }
        return keys;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        Path file = home.tlsKeysFile();
        if (!Files.exists(file)) {
            keys.load(null, PASSWORD);
            return keys;
        }
        byte[] content = Files.readAllBytes(file);
        try {
            keys.load(new ByteArrayInputStream(content), PASSWORD);
        } catch (IOException e) {
            // What a PKCS12 store throws for anything that is none.
            throw new GeneralSecurityException(file + " is no key store", e);
        }
        return keys;
    }

    private void save(KeyStore keys) throws GeneralSecurityException, IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        keys.store(out, PASSWORD);
        home.replace(home.tlsKeysFile(), out.toByteArray());
    }

    private static void put(KeyStore keys, String alias, Identity identity, X509Certificate... chain)
            throws GeneralSecurityException {
        keys.setKeyEntry(alias, identity.key(), PASSWORD, chain);
    }

    /** Each key that is read costs a start some tens of milliseconds, for its password is made slow to try. */
    private static PrivateKey key(KeyStore keys, String alias) throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(alias, PASSWORD);
    }

    private static boolean holds(KeyStore keys, String alias, Duration left, Instant now)
            throws GeneralSecurityException {
        return keys.isKeyEntry(alias)
                && keys.getCertificate(alias) instanceof X509Certificate certificate
                && certificate.getNotAfter().toInstant().isAfter(now.plus(left))
                && !certificate.getNotBefore().toInstant().isAfter(now);
    }

    private static List<InetAddress> addresses() throws IOException {
        return List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
    }

    private static byte[] pem(Certificate certificate) throws GeneralSecurityException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String text = "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** The authority's own key stays out of it. What never leaves memory needs no slow password. */
    private SSLContext context(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore shown = KeyStore.getInstance("PKCS12");
        shown.load(null, PASSWORD);
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        shown.setEntry(
                SERVER,
                new KeyStore.PrivateKeyEntry(key(keys, SERVER), keys.getCertificateChain(SERVER)),
                new KeyStore.PasswordProtection(PASSWORD, PROTECTION, new PBEParameterSpec(salt, 1)));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(shown, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
