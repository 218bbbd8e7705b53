package dev.freshet.app.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs certificates for servers on this machine. The JDK can read certificates but has no public way to make one, so
 * they are written here: X.509 version 3 as in RFC 5280, with elliptic curve keys (P-256).
 */
final class CertificateAuthority {
    /** Clients' clocks may be a little behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final Duration OWN_VALIDITY = Duration.ofDays(3650);
    /** What Apple's clients accept at most. */
    static final Duration SERVER_VALIDITY = Duration.ofDays(397);

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.objectIdentifier("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final PrivateKey key;
    private final X509Certificate certificate;

    CertificateAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A key with its certificate. */
    record Identity(PrivateKey key, X509Certificate certificate) {}

    /** Makes a new authority's key and certificate. */
    static Identity create(String name, Instant now, SecureRandom random) throws GeneralSecurityException {
        KeyPair pair = newKeyPair(random);
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))));
        // keyCertSign and cRLSign, bits 5 and 6.
        extensions.add(extension(KEY_USAGE, true, Der.bits(0b0000_0110, 1)));
        extensions.add(extension(SUBJECT_KEY_IDENTIFIER, false, Der.octetString(identifier(pair.getPublic()))));
        byte[] issuer = name(name);
        return new Identity(
                pair.getPrivate(),
                sign(
                        new Subject(issuer, pair.getPublic(), now.minus(BACKDATED), now.plus(OWN_VALIDITY)),
                        issuer,
                        extensions,
                        pair.getPrivate(),
                        random));
    }

    /** Makes a server's key and a certificate for these DNS names and addresses. */
    Identity issue(String name, List<String> dnsNames, List<InetAddress> addresses, Instant now, SecureRandom random)
            throws GeneralSecurityException {
        KeyPair pair = newKeyPair(random);
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(extension(BASIC_CONSTRAINTS, true, Der.sequence()));
        // digitalSignature, bit 0.
        extensions.add(extension(KEY_USAGE, true, Der.bits(0b1000_0000, 7)));
        extensions.add(extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.objectIdentifier(SERVER_AUTHENTICATION))));
        extensions.add(extension(SUBJECT_ALTERNATIVE_NAME, false, alternativeNames(dnsNames, addresses)));
        extensions.add(extension(
                AUTHORITY_KEY_IDENTIFIER, false, Der.sequence(Der.context(0, identifier(certificate.getPublicKey())))));
        return new Identity(
                pair.getPrivate(),
                sign(
                        new Subject(name(name), pair.getPublic(), now.minus(BACKDATED), now.plus(SERVER_VALIDITY)),
                        certificate.getSubjectX500Principal().getEncoded(),
                        extensions,
                        key,
                        random));
    }

    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    private record Subject(byte[] name, PublicKey key, Instant notBefore, Instant notAfter) {}

    private static X509Certificate sign(
            Subject subject, byte[] issuer, List<byte[]> extensions, PrivateKey issuerKey, SecureRandom random)
            throws GeneralSecurityException {
        BigInteger version3 = BigInteger.TWO;
        byte[] toBeSigned = Der.sequence(
                Der.constructedContext(0, Der.integer(version3)),
                Der.integer(new BigInteger(127, random).setBit(126)),
                ECDSA_WITH_SHA256,
                issuer,
                Der.sequence(Der.time(subject.notBefore()), Der.time(subject.notAfter())),
                subject.name(),
                subject.key().getEncoded(),
                Der.constructedContext(3, Der.sequence(extensions.toArray(byte[][]::new))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuerKey, random);
        signature.update(toBeSigned);
        byte[] encoded = Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bitString(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static KeyPair newKeyPair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.utf8(commonName))));
    }

    private static byte[] extension(String identifier, boolean critical, byte[] value) {
        byte[] oid = Der.objectIdentifier(identifier);
        return critical
                ? Der.sequence(oid, Der.yes(), Der.octetString(value))
                : Der.sequence(oid, Der.octetString(value));
    }

    private static byte[] alternativeNames(List<String> dnsNames, List<InetAddress> addresses) {
        List<byte[]> names = new ArrayList<>();
        for (String name : dnsNames) {
            names.add(Der.context(DNS_NAME, name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
        for (InetAddress address : addresses) {
            names.add(Der.context(IP_ADDRESS, address.getAddress()));
        }
        return Der.sequence(names.toArray(byte[][]::new));
    }

    /** RFC 5280, 4.2.1.2 leaves the method open. */
    private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
        return java.util.Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
    }
}
