package dev.freshet.kinesis.token;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts and authenticates short texts that leave the service and come back (AES-256-GCM, Base64). Thread-safe. */
public final class Seal {
    public static final int KEY_BYTES = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /** @param random of cryptographic strength: a nonce used twice would give the key away */
    public Seal(byte[] key, RandomGenerator random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A sealing key has " + KEY_BYTES + " bytes, but this has " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /** @param purpose what it may be opened as: a token of one kind is none of another */
    String close(TokenKind purpose, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, purpose, nonce, content);
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(whole);
    }

    /** Empty when this is not what {@link #close} gave out for the purpose. */
    Optional<byte[]> open(TokenKind purpose, String text) {
        try {
            byte[] whole = Base64.getDecoder().decode(text);
            if (whole.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] sealed = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
            return Optional.of(run(Cipher.DECRYPT_MODE, purpose, nonce, sealed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] run(int mode, TokenKind purpose, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(new byte[] {(byte) purpose.ordinal()});
            return cipher.doFinal(content);
        } catch (javax.crypto.AEADBadTagException e) {
            throw new IllegalArgumentException("Not sealed with this key for this purpose", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + CIPHER, e);
        }
    }
}
