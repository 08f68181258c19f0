package dev.acme.performance.operator.experiment.report;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files of a ConfigMap: as text under {@code data}, or under {@code binaryData} by gzip where they do not fit otherwise. */
public final class PackedFiles {
    /** Of a name under {@code binaryData}. */
    public static final String SUFFIX = ".gz";

    /** Somebody who may edit a ConfigMap must not be able to fill the memory of whoever reads it. */
    public static final int MOST_BYTES = 32 << 20;

    private PackedFiles() {}

    /** As {@code binaryData} has it: gzip, in Base64. */
    public static String pack(String text) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** The text of a file, whichever way it is kept; empty where there is none, or none that can be read. */
    public static Optional<String> text(ConfigMap map, String name) {
        return Optional.ofNullable(map.getData())
                .map(data -> data.get(name))
                .or(() -> Optional.ofNullable(map.getBinaryData())
                        .map(data -> data.get(name + SUFFIX))
                        .flatMap(PackedFiles::unpacked));
    }

    private static Optional<String> unpacked(String packed) {
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            var bytes = gzip.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? Optional.empty()
                    : Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
