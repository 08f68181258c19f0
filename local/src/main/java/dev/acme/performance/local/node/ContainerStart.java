package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one run of a container is started: its image, variables, paths and ports brought together. */
record ContainerStart(PodHome home, Container container, int run) {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What a process is started with. */
    record Launch(List<String> command, Map<String, String> environment, Path folder) {}

    Marker marker() {
        return Marker.ofContainer(home.uid(), container.getName(), run);
    }

    Launch prepare() throws StartFailure, IOException {
        var image = home.services()
                .images()
                .find(container.getImage())
                .orElseThrow(() -> new StartFailure(
                        "ErrImagePull", home.services().images().missing(container.getImage())));
        checkPorts();
        try {
            var environment = environment(image);
            var paths = paths();
            return new Launch(
                    command(image, environment, paths), environment(image, environment, paths), folder(paths));
        } catch (Missing missing) {
            throw new StartFailure("CreateContainerConfigError", missing.words());
        }
    }

    private void checkPorts() throws StartFailure {
        for (var port : Objects.requireNonNullElse(container.getPorts(), List.<ContainerPort>of())) {
            boolean isTcp =
                    Objects.requireNonNullElse(port.getProtocol(), "TCP").equals("TCP");
            if (isTcp && !Addresses.isFree(home.podIp(), port.getContainerPort())) {
                throw new StartFailure(
                        "CreateContainerError",
                        "port " + port.getContainerPort() + " of " + home.podIp()
                                + " is in use on this machine, perhaps by a program that listens on 0.0.0.0");
            }
        }
    }

    /** What the node and the image give, and above it what the pod says. */
    private Environment environment(Image image) {
        var variables = new LinkedHashMap<>(given(image));
        variables.putAll(EnvironmentOf.resolve(container, home.sources(), home.downward())
                .variables());
        return new Environment(variables);
    }

    private Map<String, String> given(Image image) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("PATH", DEFAULT_PATH);
        variables.put("HOSTNAME", home.pod().getMetadata().getName());
        // whose processes are ours: what others on this machine use is noise to a measurement (docs/measurement.md,
        // H-24)
        variables.put("PROCESS_FAMILY", family());
        variables.put("TMPDIR", home.folder().tmp().toString());
        variables.putAll(image.environment());
        return variables;
    }

    /** This program, and the daemons that it started, which descend from it no more. */
    private String family() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        home.services().pidFiles().stream().flatMap(file -> PidFile.daemon(file).stream()))
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(","));
    }

    private MountedPaths paths() throws IOException {
        var paths = new LinkedHashMap<>(home.volumes().mountedPaths(container).byMountPath());
        paths.put(terminationMessagePath(), home.folder().terminationMessage(container.getName(), run));
        return new MountedPaths(paths);
    }

    private String terminationMessagePath() {
        return Objects.requireNonNullElse(container.getTerminationMessagePath(), "/dev/termination-log");
    }

    private List<String> command(Image image, Environment environment, MountedPaths paths) {
        List<String> own = words(container.getCommand(), environment, paths);
        List<String> arguments = words(container.getArgs(), environment, paths);
        return own.isEmpty()
                ? image.launcher()
                        .command(
                                home.surroundings(Limits.of(container)),
                                arguments.isEmpty() ? image.arguments() : arguments)
                : Stream.concat(own.stream(), arguments.stream()).toList();
    }

    private static List<String> words(@Nullable List<String> words, Environment environment, MountedPaths paths) {
        return Objects.requireNonNullElse(words, List.<String>of()).stream()
                .map(word -> paths.realPathsIn(environment.expand(word)))
                .toList();
    }

    private Map<String, String> environment(Image image, Environment environment, MountedPaths paths) {
        var given = given(image);
        var real = new LinkedHashMap<String, String>();
        environment
                .variables()
                .forEach((name, value) ->
                        real.put(name, value.equals(given.get(name)) ? value : paths.realPathsIn(value)));
        var tmp = paths.byMountPath().get(MountedPaths.TMP);
        if (tmp != null) {
            real.put("TMPDIR", tmp.toString());
        }
        real.put("TERMINATION_MESSAGE_PATH", paths.realPathsIn(terminationMessagePath()));
        var marker = marker();
        real.put(marker.name(), marker.value());
        return real;
    }

    private Path folder(MountedPaths paths) throws IOException, StartFailure {
        String wanted = Objects.requireNonNullElse(container.getWorkingDir(), "");
        if (wanted.isEmpty()) {
            return home.folder().work(container.getName());
        }
        Path folder = Path.of(paths.realPathsIn(wanted));
        if (!Files.isDirectory(folder)) {
            throw new StartFailure("CreateContainerError", "workingDir " + wanted + " is not there");
        }
        return folder;
    }

    /** Starts it, and tells of its end. */
    ContainerProcess start(Launch launch, IntConsumer onExit) throws IOException {
        var services = home.services();
        var log = new LogFile(home.folder().log(container.getName(), run), LogFile.MOST_BYTES, services.clock());
        var process = services.spawner().start(launch.command(), launch.environment(), launch.folder());
        services.logs().add(home.uid(), container.getName(), log);
        return new ContainerProcess(process, marker(), log, services.clock().instant(), onExit);
    }
}
