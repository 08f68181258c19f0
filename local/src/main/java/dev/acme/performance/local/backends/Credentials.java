package dev.acme.performance.local.backends;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** Who may use a backend; never shown by {@link #toString}. */
public record Credentials(String id, String secret) {
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 20;

    /** New ones that nobody knows. */
    public static Credentials random() {
        return new Credentials("LOCAL" + hex(ID_BYTES).toUpperCase(Locale.ROOT), hex(SECRET_BYTES));
    }

    private static String hex(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return id + ":***";
    }
}
