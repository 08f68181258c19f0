package dev.acme.performance.registry.populate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as archives. */
final class FolderArchiveIT {
    @TempDir
    private Path folder;

    @Test
    void filesAreArchivedInTheOrderOfTheirNames() throws Exception {
        write("b.txt", "two");
        write("a/z.txt", "one");
        write("c", "");

        assertThat(entries())
                .containsExactly(Map.entry("a/z.txt", "one"), Map.entry("b.txt", "two"), Map.entry("c", ""));
    }

    @Test
    void theSameFilesMakeTheSameArchiveWheneverTheyWereWritten() throws Exception {
        write("a", "one");
        write("b", "two");
        var first = bytes();
        Files.setLastModifiedTime(folder.resolve("a"), FileTime.from(Instant.EPOCH));

        assertThat(bytes()).isEqualTo(first);
    }

    @Test
    void aLinkWithinTheFolderIsFollowed() throws Exception {
        write("real", "content");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

        assertThat(entries()).contains(Map.entry("link", "content"), Map.entry("real", "content"));
    }

    @Test
    void aLinkThatLeadsOutIsRefused(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("secret"), "secret");
        write("a", "one");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere.resolve("secret"));

        assertUnreadable("link");
    }

    @Test
    void aLinkToAFolderOutsideIsRefused(@TempDir Path elsewhere) throws Exception {
        write("a", "one");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        assertUnreadable("link");
    }

    @Test
    void aLinkThatLeadsNowhereOrInACircleIsRefused() throws Exception {
        write("a", "one");
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nothing"));
        assertUnreadable("dangling");

        Files.delete(folder.resolve("dangling"));
        Files.createSymbolicLink(folder.resolve("circle"), folder);
        assertUnreadable("circle");
    }

    @Test
    void anEmptyOrMissingFolderIsRefused() throws Exception {
        assertUnreadable("holds no files");
        Files.delete(folder);
        assertUnreadable("cannot read");
        Files.createDirectory(folder);
    }

    @Test
    void moreFilesThanAnArchiveTakesAreRefusedInsteadOfLeftOut() throws Exception {
        for (int i = 0; i < 5; i++) {
            write("f" + i, "x");
        }

        assertThatThrownBy(() -> FolderArchive.of(folder, 4))
                .isInstanceOfSatisfying(
                        PopulateFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(PopulateFailure.Reason.SOURCE_UNREADABLE))
                .hasMessageContaining("more than 4 files");
        assertThat(FolderArchive.of(folder, 5)).isNotNull();
    }

    private void assertUnreadable(String what) {
        assertThatThrownBy(() -> FolderArchive.of(folder))
                .isInstanceOfSatisfying(
                        PopulateFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(PopulateFailure.Reason.SOURCE_UNREADABLE))
                .hasMessageContaining(what);
    }

    private void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private byte[] bytes() throws IOException {
        var out = new ByteArrayOutputStream();
        FolderArchive.of(folder).writeTo(out);
        return out.toByteArray();
    }

    private Map<String, String> entries() throws IOException {
        var entries = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
