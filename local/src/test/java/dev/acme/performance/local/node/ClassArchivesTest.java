package dev.acme.performance.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassArchivesTest {
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "serve, service-serve.jsa",
        "function-host, service-function-host.jsa",
        "--profile, service.jsa",
        "../../elsewhere, service.jsa",
        "'', service.jsa",
    })
    void eachCommandHasOneOfItsOwn(String argument, String file) {
        var arguments = argument.isEmpty() ? List.<String>of() : List.of(argument, "--more");

        assertThat(new ClassArchives(Path.of("/folder"), "service").options(arguments))
                .contains("-XX:SharedArchiveFile=/folder/" + file);
    }

    @ParameterizedTest
    @CsvSource({"service.jar, 1, false", "service.jar, -1, true", "lib/one.jar, 1, false", "lib/one.jar, -1, true"})
    void oneThatIsOlderThanAJarIsRemoved(String jar, int archiveLater, boolean isRemoved, @TempDir Path folder)
            throws IOException {
        var lib = Files.createDirectory(folder.resolve("lib"));
        for (var file : List.of(folder.resolve("service.jar"), lib.resolve("one.jar"))) {
            Files.setLastModifiedTime(Files.createFile(file), FileTime.from(EARLIER));
        }
        var archive = Files.createFile(folder.resolve("service-serve.jsa"));
        Files.setLastModifiedTime(archive, FileTime.from(EARLIER.plusSeconds(10)));
        Files.setLastModifiedTime(folder.resolve(jar), FileTime.from(EARLIER.plusSeconds(10 - archiveLater)));

        new ClassArchives(folder, "service").options(List.of("serve"));

        assertThat(Files.exists(archive)).isEqualTo(!isRemoved);
    }
}
