package dev.acme.performance.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts name a model, a version and an object. */
final class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"arnir0_Tiny-LLM", "a", "_", "0", "A.b-c_d", "gpt2", "a.", "x-"})
    void aPlainNameIsAModelId(String text) {
        assertThat(ModelId.parse(text)).map(ModelId::text).contains(text);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileTextIsNeitherModelIdNorVersion(String text) {
        assertThat(ModelId.parse(text)).isEmpty();
        assertThat(Version.parse(text)).isEmpty();
        assertThatThrownBy(() -> new ModelId(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Version(text)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "a..b",
                "-rf",
                ".hidden",
                "a/b",
                "a\\b",
                "a b",
                "a\n",
                "a\0",
                "a%2fb",
                "a;b",
                "a?b",
                "a#b",
                "a:b",
                "a*",
                "ａ",
                "é",
                "\u202Ea",
                "\u2024\u2024",
                "a".repeat(193));
    }

    @Test
    void namesEndAtTheirLongest() {
        assertThat(ModelId.parse("a".repeat(192))).isPresent();
        assertThat(ModelId.parse("a".repeat(193))).isEmpty();
        assertThat(Version.parse("a".repeat(128))).isPresent();
        assertThat(Version.parse("a".repeat(129))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"arnir0/Tiny-LLM, arnir0_Tiny-LLM", "gpt2, gpt2", "a/b.c, a_b.c"})
    void aHubNameBecomesOnePathSegment(String hubName, String id) {
        assertThat(ModelId.ofHubName(hubName)).map(ModelId::text).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a/b/c", "../a", "a/..", "a/../b", ".a/b", "_a/b", "a b/c", "a/b\n"})
    void whatIsNoHubNameHasNoId(String hubName) {
        assertThat(ModelId.ofHubName(hubName)).isEmpty();
    }

    @Test
    void anObjectIsNamedAfterItsModelAndVersion() {
        var key = new ModelKey(new ModelId("arnir0_Tiny-LLM"), new Version("main"));

        assertThat(key.objectName()).isEqualTo("performance/arnir0_Tiny-LLM/main/model.zip");
        assertThat(key).hasToString("arnir0_Tiny-LLM/main");
    }

    @Test
    void keysAreOrderedByModelAndThenByVersion() {
        var keys = Stream.of("b/1", "a/2", "a/1", "a.b/0").map(NamesTest::key).sorted();

        assertThat(keys).map(ModelKey::toString).containsExactly("a/1", "a/2", "a.b/0", "b/1");
    }

    private static ModelKey key(String text) {
        var parts = text.split("/", -1);
        return new ModelKey(new ModelId(parts[0]), new Version(parts[1]));
    }
}
