package dev.acme.performance.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the paths of a container really are, also where a pod's folder lies below a mountPath itself. */
final class MountedPathsTest {
    private static final MountedPaths PATHS = new MountedPaths(Map.of(
            "/tmp", Path.of("/tmp/pods/1/scratch"),
            "/var/run/keys/", Path.of("/tmp/pods/1/keys"),
            "/var/run/keys/deep", Path.of("/srv/deep")));

    @ParameterizedTest
    @CsvSource({
        "/tmp, /tmp/pods/1/scratch",
        "/tmp/a, /tmp/pods/1/scratch/a",
        "file:///tmp/a, file:///tmp/pods/1/scratch/a",
        "/tmpfile, /tmpfile",
        "/x/tmp, /x/tmp",
        "/var/run/keys/file, /tmp/pods/1/keys/file",
        "/var/run/keys, /tmp/pods/1/keys",
        "/var/run/keys/deep/file, /srv/deep/file",
        "a=/tmp:/var/run/keys, a=/tmp/pods/1/scratch:/tmp/pods/1/keys",
        "nothing, nothing"
    })
    void everyMountedPathIsReplacedOnce(String text, String real) {
        assertThat(PATHS.realPathsIn(text)).isEqualTo(real);
    }
}
