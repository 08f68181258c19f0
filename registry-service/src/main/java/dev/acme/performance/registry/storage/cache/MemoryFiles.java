package dev.acme.performance.registry.storage.cache;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NoSuchElementException;

/**
 * Files that lie in memory and have no name, each gone with its channel: memfd_create(2) of Linux. The JDK has no call
 * for it; what it has sends a file to a socket without copying it (docs/adr/0012).
 */
final class MemoryFiles {
    private static final int CLOSE_ON_EXEC = 1;

    private final MethodHandle create;
    private final MethodHandle close;

    private MemoryFiles(MethodHandle create, MethodHandle close) {
        this.create = create;
        this.close = close;
    }

    /** @throws IOException where the operating system has no such files */
    static MemoryFiles ofSystem() throws IOException {
        try {
            return new MemoryFiles(function("memfd_create", ADDRESS, JAVA_INT), function("close", JAVA_INT));
        } catch (NoSuchElementException e) {
            throw new IOException("this system has no memfd_create: use CACHE=disk", e);
        }
    }

    /** An empty one, to be read and written. */
    FileChannel create() throws IOException {
        int descriptor = call(create, "archive");
        if (descriptor < 0) {
            throw new IOException("the kernel gives no file in memory");
        }
        try {
            return FileChannel.open(
                    Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            close(descriptor);
        }
    }

    @SuppressWarnings("restricted") // native access is granted in jvm.options
    private static MethodHandle function(String name, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static int call(MethodHandle create, String name) {
        try (var arena = Arena.ofConfined()) {
            return (int) create.invokeExact(arena.allocateFrom(name), CLOSE_ON_EXEC);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void close(int descriptor) {
        try {
            int _ = (int) close.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
