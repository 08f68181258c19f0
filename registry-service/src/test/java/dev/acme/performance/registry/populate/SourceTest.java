package dev.acme.performance.registry.populate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a source is named on the command line. */
final class SourceTest {
    @Test
    void eachKindIsUnderstood() {
        assertThat(Source.parse("generated")).contains(new Source.Generated());
        assertThat(Source.parse("dir:some/folder:x")).contains(new Source.Folder(Path.of("some/folder:x")));
        assertThat(Source.parse("hub:https://hub.example/"))
                .contains(new Source.Hub(URI.create("https://hub.example")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Generated",
                "generated:",
                "dir",
                "dir:",
                "dir: ",
                "hub:",
                "hub:hub.example",
                "hub:ftp://hub.example",
                "hub:http:///x",
                "hub:http://h/?q=1",
                "hub:http://h/#f",
                "hub:http://a b",
                "s3:x"
            })
    void everythingElseIsNoSource(String text) {
        assertThat(Source.parse(text)).isEmpty();
    }
}
