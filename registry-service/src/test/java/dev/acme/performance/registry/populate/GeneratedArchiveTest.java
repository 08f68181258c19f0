package dev.acme.performance.registry.populate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.storage.Archive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of exact sizes. */
final class GeneratedArchiveTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 21, 22, 23, 100, 115, 116, 117, 200, 65_535, 65_536, 65_537, 200_000, 1_000_003})
    void anArchiveHasExactlyTheSizeAskedFor(long size) throws Exception {
        assertThat(bytes(new GeneratedArchive(size, 1))).hasSize((int) size);
    }

    @ParameterizedTest
    @ValueSource(longs = {116, 117, 200, 65_536, 1_000_003})
    void anArchiveHoldsOneIntactEntry(long size) throws Exception {
        try (var zip = zip(new GeneratedArchive(size, 1))) {
            var entry = zip.getNextEntry();

            assertThat(entry.getName()).isEqualTo("model.bin");
            assertThat(zip.readAllBytes()).as("read with its checksum checked").hasSize((int) entry.getSize());
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {22, 23, 115})
    void aTinyArchiveIsAZipWithoutEntries(long size) throws Exception {
        var bytes = bytes(new GeneratedArchive(size, 1));

        assertThat(bytes).startsWith('P', 'K', 5, 6);
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void theSeedDecidesTheBytes() throws Exception {
        var bytes = bytes(new GeneratedArchive(10_000, 7));

        assertThat(bytes(new GeneratedArchive(10_000, 7))).isEqualTo(bytes);
        assertThat(bytes(new GeneratedArchive(10_000, 8))).isNotEqualTo(bytes);
    }

    @Test
    void theBytesCannotBeCompressed() throws Exception {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(bytes(new GeneratedArchive(100_000, 1)));
        deflater.finish();

        assertThat(deflater.deflate(new byte[200_000])).isGreaterThan(99_000);
        deflater.end();
    }

    @ParameterizedTest
    @CsvSource({
        "22, -1, 0",
        "115, -1, 93",
        "116, 0, 0",
        "4294967255, 4294967139, 0",
        "4294967371, 4294967255, 0",
        "4294967372, 4294967255, 1",
        "4294967526, 4294967255, 155",
        "4294967527, 4294967295, 0",
        "5368709120, 5368708888, 0"
    })
    void theLayoutIsSolvedForEverySize(long size, long entry, int comment) {
        var expected = entry < 0 ? OptionalLong.empty() : OptionalLong.of(entry);

        assertThat(GeneratedLayout.of(size)).isEqualTo(new GeneratedLayout(expected, comment));
    }

    private static ZipInputStream zip(Archive archive) throws IOException {
        return new ZipInputStream(new ByteArrayInputStream(bytes(archive)));
    }

    private static byte[] bytes(Archive archive) throws IOException {
        var out = new ByteArrayOutputStream();
        archive.writeTo(out);
        return out.toByteArray();
    }
}
