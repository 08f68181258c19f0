package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What is checked of every body beside its length; with CRC32C each client's first body is also checked by SHA-256. */
public enum Verify {
    @JsonProperty("Length")
    LENGTH,
    @JsonProperty("Crc32c")
    CRC32C,
    @JsonProperty("Sha256")
    SHA256;

    /** The name in JSON and YAML. */
    public String wireName() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
