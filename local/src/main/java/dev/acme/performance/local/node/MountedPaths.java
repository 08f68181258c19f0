package dev.acme.performance.local.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the paths of a container really are.
 *
 * <p>A process has no mount namespace, so a volume lies in the pod's folder, and wherever the container's own command, args,
 * env or workingDir names a path below a mountPath, the process is given the real path instead. A program that has a path
 * built in cannot see it, so a mountPath that nothing names is refused ({@link #unseen}); {@code /tmp} is the exception, it
 * is told to every program by TMPDIR, and to a JVM by java.io.tmpdir.
 */
record MountedPaths(Map<String, Path> byMountPath) {
    static final String TMP = "/tmp";
    /** Not within a longer path, but after file:// */
    private static final String BEFORE = "(?:(?<=file://)|(?<![\\w./-]))";

    private static final String AFTER = "(?=$|[/\\s,:;\"'\\])}?&])";

    MountedPaths {
        byMountPath = Map.copyOf(byMountPath);
    }

    /**
     * A text with real paths in the place of mounted ones; the longest mountPath counts. What has been put in is not looked
     * at again: a real path may well lie below another mountPath, such as /tmp.
     */
    String realPathsIn(String text) {
        if (byMountPath.isEmpty()) {
            return text;
        }
        var anyOfThem = byMountPath.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(mountPath -> Pattern.quote(bare(mountPath)))
                .collect(Collectors.joining("|", BEFORE + "(?:", ")" + AFTER));
        var real = byMountPath.entrySet().stream()
                .collect(Collectors.toMap(
                        mount -> bare(mount.getKey()), mount -> mount.getValue().toString()));
        return Pattern.compile(anyOfThem)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(real.getOrDefault(found.group(), found.group())));
    }

    private static String bare(String mountPath) {
        return mountPath.endsWith("/") ? mountPath.substring(0, mountPath.length() - 1) : mountPath;
    }

    private static Pattern pattern(String mountPath) {
        return Pattern.compile(BEFORE + Pattern.quote(bare(mountPath)) + AFTER);
    }

    /** The mounts of a container that no text of its own names, such as {@code volumeMounts[0].mountPath /etc/x}. */
    static List<String> unseen(JsonNode container) {
        var texts = new ArrayList<String>();
        container.path("command").forEach(text -> texts.add(text.asText()));
        container.path("args").forEach(text -> texts.add(text.asText()));
        container
                .path("env")
                .forEach(variable -> texts.add(variable.path("value").asText("")));
        texts.add(container.path("workingDir").asText(""));
        var unseen = new ArrayList<String>();
        for (int i = 0; i < container.path("volumeMounts").size(); i++) {
            String mountPath =
                    container.path("volumeMounts").path(i).path("mountPath").asText();
            boolean isSeen = mountPath.equals(TMP)
                    || texts.stream()
                            .anyMatch(text -> pattern(mountPath).matcher(text).find());
            if (!isSeen) {
                unseen.add("volumeMounts[" + i + "].mountPath " + mountPath
                        + " (named in no command, args, env or workingDir)");
            }
        }
        return unseen;
    }
}
