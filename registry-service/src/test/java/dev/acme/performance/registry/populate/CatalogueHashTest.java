package dev.acme.performance.registry.populate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One number for a whole catalogue. */
final class CatalogueHashTest {
    private static final String SHA_A = "a".repeat(64);
    private static final String SHA_B = "b".repeat(64);

    @Test
    void itIsTheHashOfTheDocumentedText() throws Exception {
        var text = "a\tmain\t1\t" + SHA_A + "\nb\tmain\t2\t" + SHA_B + "\n";
        var expected = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(CatalogueHash.of(List.of(row("b", 2, SHA_B, "x"), row("a", 1, SHA_A, "y"))))
                .isEqualTo(expected);
    }

    @Test
    void whatTheStorageAddsDoesNotCount() {
        assertThat(CatalogueHash.of(List.of(row("a", 1, SHA_A, "etag 1"))))
                .isEqualTo(CatalogueHash.of(List.of(row("a", 1, SHA_A, "etag 2"))));
    }

    @Test
    void nameSizeAndBytesCount() {
        var hash = CatalogueHash.of(List.of(row("a", 1, SHA_A, "")));

        assertThat(CatalogueHash.of(List.of(row("b", 1, SHA_A, "")))).isNotEqualTo(hash);
        assertThat(CatalogueHash.of(List.of(row("a", 2, SHA_A, "")))).isNotEqualTo(hash);
        assertThat(CatalogueHash.of(List.of(row("a", 1, SHA_B, "")))).isNotEqualTo(hash);
        assertThat(CatalogueHash.of(List.of())).isNotEqualTo(hash).hasSize(64);
    }

    @Test
    void aFingerprintIsWhatTheStandardsSay() throws Exception {
        var print = FingerprintStream.of(out -> out.write("123456789".getBytes(StandardCharsets.US_ASCII)));

        assertThat(print.sizeBytes()).isEqualTo(9);
        assertThat(print.crc32c()).as("the check value of CRC-32/ISCSI").isEqualTo("e3069283");
        assertThat(print.sha256()).isEqualTo("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
    }

    private static ModelRow row(String id, long size, String sha256, String etag) {
        return new ModelRow(
                new ModelKey(new ModelId(id), new Version("main")),
                new Fingerprint(size, sha256, "00000000"),
                etag,
                Instant.EPOCH);
    }
}
