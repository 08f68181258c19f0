package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How large a pod's empty volumes may become; looked at now and then, as a kubelet does. */
record EmptyDirLimits(PodFolder folder, Map<String, Quantity> byVolume) {
    static EmptyDirLimits of(Pod pod, PodFolder folder) {
        var limits = new LinkedHashMap<String, Quantity>();
        for (var volume : Objects.requireNonNullElse(pod.getSpec().getVolumes(), List.<Volume>of())) {
            if (volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() != null) {
                limits.put(volume.getName(), volume.getEmptyDir().getSizeLimit());
            }
        }
        return new EmptyDirLimits(folder, limits);
    }

    boolean isAny() {
        return !byVolume.isEmpty();
    }

    /** What is said when one is too large; empty where none is. */
    Optional<String> exceeded() {
        return byVolume.entrySet().stream()
                .filter(limit -> bytes(folder.volume(limit.getKey()))
                        > limit.getValue().getNumericalAmount().longValue())
                .map(limit -> "Usage of EmptyDir volume \"" + limit.getKey() + "\" exceeds the limit \""
                        + limit.getValue() + "\".")
                .findFirst();
    }

    private static long bytes(Path volume) {
        try (Stream<Path> files = Files.walk(volume)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
