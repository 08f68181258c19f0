package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rebuilt program has another name in the environment's fingerprint, a program that was only copied has not. */
class BuildTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void theSameFilesElsewhereAreTheSameBuild() throws IOException {
        assertThat(built(first)).isEqualTo(built(second)).matches("sha256:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service.jar", "jvm.options", "lib/one.jar"})
    void anyChangedFileMakesAnother(String file) throws IOException {
        var before = built(first);

        Files.writeString(first.resolve(file), "Content of " + file);

        assertThat(new Build(first, "service").id()).isNotEqualTo(before);
    }

    @Test
    void oneMoreLibraryMakesAnother() throws IOException {
        var before = built(first);

        Files.writeString(first.resolve("lib/two.jar"), "");

        assertThat(new Build(first, "service").id()).isNotEqualTo(before);
    }

    @Test
    void whatElseLiesThereIsNoPartOfIt() throws IOException {
        var before = built(first);

        Files.writeString(first.resolve("service-serve.jsa"), "written by its first process");

        assertThat(new Build(first, "service").id()).isEqualTo(before);
    }

    private static String built(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        for (String file : new String[] {"service.jar", "jvm.options", "lib/one.jar"}) {
            Files.writeString(folder.resolve(file), "content of " + file);
        }
        return new Build(folder, "service").id();
    }
}
