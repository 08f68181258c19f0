package dev.acme.performance.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths get as far as a route. */
final class StrictPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/metrics", "/health/live", "/performance/arnir0_Tiny-LLM/main/model.zip", "/a/_b/0.c"})
    void aPlainPathPasses(String path) {
        assertThat(StrictPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "//",
                "/a/",
                "/a//b",
                "/./a",
                "/../a",
                "/a/..",
                "/a..b",
                "/%61",
                "/a%2fb",
                "/a;b",
                "/a b",
                "/a\\b",
                "/-a",
                "/ä",
                "/a\0",
                "*",
                "http://x/"
            })
    void everyOtherPathIsRefused(String path) {
        assertThat(StrictPath.isPlain(path)).isFalse();
    }

    @Test
    void aPathEndsAtItsLongest() {
        assertThat(StrictPath.isPlain("/" + "a".repeat(1023))).isTrue();
        assertThat(StrictPath.isPlain("/" + "a".repeat(1024))).isFalse();
    }
}
