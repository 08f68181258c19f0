package dev.acme.performance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a machine: whose it is, and what becomes of it. */
class FolderIT {
    @TempDir
    Path temporary;

    private Folder take(Path path) {
        return Folder.take(path, 1, left -> {});
    }

    private static FolderUnavailable refused(ThrowingCallable call) {
        return catchThrowableOfType(FolderUnavailable.class, call);
    }

    @Test
    void itIsForItsUserOnlyAndGoesAtTheEnd() throws IOException {
        Path path = temporary.resolve("a/b");
        try (var folder = take(path)) {
            Files.writeString(folder.path().resolve("file"), "x");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void itStaysWhereItIsKept() throws IOException {
        Path path = temporary.resolve("kept");
        try (var folder = take(path)) {
            Files.writeString(path.resolve("file"), "x");
            folder.keep();
        }
        assertThat(path.resolve("file")).exists();
    }

    @Test
    void onlyOneMachineHasIt() {
        Path path = temporary.resolve("one");
        try (var _ = take(path)) {
            var refusal = refused(() -> take(path));

            assertThat(refusal.reason()).isEqualTo(FolderUnavailable.Reason.IN_USE);
            assertThat(refusal)
                    .hasMessageStartingWith(
                            "another perfrun (pid " + ProcessHandle.current().pid() + ") uses " + path)
                    .hasMessageContaining("PERFRUN_HOME");
        }
    }

    @Test
    void whatAKilledMachineLeftIsEndedAndThenDeleted() throws IOException {
        Path path = Files.createDirectory(temporary.resolve("stale"));
        Files.writeString(path.resolve("perfrun.lock"), "999999\n");
        Path left = Files.writeString(path.resolve("left"), "x");
        var seen = new ArrayList<Boolean>();

        try (var _ = Folder.take(path, 1, folder -> seen.add(Files.exists(left)))) {
            assertThat(seen).containsExactly(true);
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void aFolderOfSomebodyElseIsNotTouched() throws IOException {
        Path precious = Files.writeString(temporary.resolve("precious"), "x");

        var refusal = refused(() -> take(temporary));

        assertThat(refusal.reason()).isEqualTo(FolderUnavailable.Reason.NOT_OURS);
        assertThat(precious).exists();
    }

    @Test
    void tooLittleSpaceIsToldInNumbers() {
        Path path = temporary.resolve("small");

        var refusal = refused(() -> Folder.take(path, Long.MAX_VALUE, left -> {}));

        assertThat(refusal.reason()).isEqualTo(FolderUnavailable.Reason.NO_SPACE);
        assertThat(refusal.getMessage())
                .matches(".*small has \\d+ MB free, \\d+ MB are needed: make room, .*PERFRUN_HOME");
    }

    @Test
    void aDiskThatFillsUpIsToldOnceInNumbers() {
        Path path = temporary.resolve("full");
        var told = new CopyOnWriteArrayList<String>();

        try (var folder = take(path);
                var _ = DiskWatch.start(folder, Long.MAX_VALUE, told::add)) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !told.isEmpty());
        }

        assertThat(told)
                .singleElement()
                .asString()
                .matches("the disk of .*full is full: \\d+ MB left; make room, .*PERFRUN_HOME");
    }
}
