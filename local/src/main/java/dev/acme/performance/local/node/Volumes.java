package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a pod's volumes into its folder, once, before its first container starts. */
record Volumes(PodFolder folder, PodSources sources, DownwardFields downward) {
    /** Throws {@link Missing} where a source is not there and must be. */
    void write(Pod pod) throws IOException {
        for (var volume : Objects.requireNonNullElse(pod.getSpec().getVolumes(), List.<Volume>of())) {
            Path root = Files.createDirectories(folder.volume(volume.getName()));
            for (var file : content(volume).entrySet()) {
                write(root, file.getKey(), file.getValue());
            }
        }
        for (var container : pod.getSpec().getContainers()) {
            for (Path path : mountedPaths(container).byMountPath().values()) {
                if (Files.notExists(path)) {
                    Files.createDirectories(path);
                }
            }
        }
    }

    private static void write(Path root, String name, byte[] content) throws IOException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new Missing("path " + name + " leads out of its volume");
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }

    private Map<String, byte[]> content(Volume volume) {
        if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            var from = new Reference("configmap", source.getName(), Boolean.TRUE.equals(source.getOptional()));
            return chosen(from, source.getItems());
        }
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            var from = new Reference("secret", source.getSecretName(), Boolean.TRUE.equals(source.getOptional()));
            return chosen(from, source.getItems());
        }
        if (volume.getDownwardAPI() != null) {
            return fields(volume.getDownwardAPI().getItems());
        }
        var files = new LinkedHashMap<String, byte[]>();
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().forEach(source -> files.putAll(content(source)));
        }
        return files;
    }

    private Map<String, byte[]> content(VolumeProjection projection) {
        if (projection.getConfigMap() != null) {
            var source = projection.getConfigMap();
            var from = new Reference("configmap", source.getName(), Boolean.TRUE.equals(source.getOptional()));
            return chosen(from, source.getItems());
        }
        if (projection.getSecret() != null) {
            var source = projection.getSecret();
            var from = new Reference("secret", source.getName(), Boolean.TRUE.equals(source.getOptional()));
            return chosen(from, source.getItems());
        }
        return fields(projection.getDownwardAPI().getItems());
    }

    private Map<String, byte[]> chosen(Reference from, List<KeyToPath> items) {
        if (items == null || items.isEmpty()) {
            return from.data(sources);
        }
        var files = new LinkedHashMap<String, byte[]>();
        for (var item : items) {
            from.key(sources, item.getKey()).ifPresent(bytes -> files.put(item.getPath(), bytes));
        }
        return files;
    }

    private Map<String, byte[]> fields(List<DownwardAPIVolumeFile> items) {
        var files = new LinkedHashMap<String, byte[]>();
        for (var item : items) {
            String value = downward.field(item.getFieldRef().getFieldPath());
            files.put(item.getPath(), value.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    /** Where a container's mounted paths really are. */
    MountedPaths mountedPaths(Container container) {
        var paths = new HashMap<String, Path>();
        for (var mount : Objects.requireNonNullElse(container.getVolumeMounts(), List.<VolumeMount>of())) {
            Path volume = folder.volume(mount.getName());
            String subPath = Objects.requireNonNullElse(mount.getSubPath(), "");
            paths.put(mount.getMountPath(), subPath.isEmpty() ? volume : volume.resolve(subPath));
        }
        return new MountedPaths(paths);
    }
}
