package dev.acme.performance.local.command;

import dev.acme.performance.operator.target.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What a program was built from, so that results of two builds are not taken for results of one (rule H-10).
 *
 * @param folder has the program's jar, its {@code jvm.options} and, in {@code lib}, its libraries
 */
record Build(Path folder, String program) {
    /** {@code sha256:} and 64 digits, over name, size and CRC-32C of each file: another word after any change of them. */
    String id() {
        var told = new StringBuilder();
        try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
            for (Path file : (Iterable<Path>) Stream.concat(
                    Stream.of(folder.resolve(program + ".jar"), folder.resolve("jvm.options")),
                    libraries.filter(it -> it.toString().endsWith(".jar")).sorted())::iterator) {
                told.append(line(file));
            }
            return "sha256:" + Digest.of(told.toString(), 64);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static String line(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            var sum = new CRC32C();
            sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
            return "%s %d %08x\n".formatted(file.getFileName(), size, sum.getValue());
        }
    }
}
