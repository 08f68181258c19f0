package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A tiny process that outlives this one by a moment: when its input ends, because this program closed it or was killed, it
 * kills every process that carries the folder's marker, and the daemons whose pid files it was told.
 *
 * <p>Children die with the thread that started them (PDEATHSIG), but grandchildren do not inherit that; this is for them.
 */
final class Guardian implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            marker=$1
            shift
            while read -r ignored; do :; done
            for file; do
              read -r pid < "$file" 2>/dev/null || continue
              case $(cat "/proc/$pid/comm" 2>/dev/null) in postgres*) kill -QUIT "$pid" 2>/dev/null ;; esac
            done
            round=0
            while [ $round -lt 10 ]; do
              found=
              for environ in /proc/[0-9]*/environ; do
                if grep -qzxF "$marker" "$environ" 2>/dev/null; then
                  pid=${environ#/proc/}
                  kill -KILL "${pid%/environ}" 2>/dev/null && found=yes
                fi
              done
              [ -n "$found" ] || exit 0
              round=$((round + 1))
            done
            """;
    private static final int STOP_LIMIT_SECONDS = 5;

    private final Process process;

    private Guardian(Process process) {
        this.process = process;
    }

    static Guardian start(Marker marker, List<Path> pidFiles) throws IOException {
        var command = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "guardian", marker.variable()));
        pidFiles.forEach(file -> command.add(file.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return new Guardian(builder.start());
    }

    static List<String> tools() {
        return List.of("setsid", "setpriv", "sh", "grep");
    }

    /** Has it kill what is left, and waits for that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
