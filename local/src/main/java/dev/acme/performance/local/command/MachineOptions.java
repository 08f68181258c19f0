package dev.acme.performance.local.command;

import dev.acme.performance.local.LocalSettings;
import dev.acme.performance.local.backends.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What every command that starts a machine lets its user choose. */
final class MachineOptions {
    /** Room for logs, the JVMs' own files and a margin. */
    private static final long BASE_BYTES = 500_000_000;

    private static final List<String> OF_THIS_MACHINE = List.of("--targets", "--storage-shape", "--load-cpu", "--keep");

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = "YAML with externalTargets, as in the chart's values: services that runs with"
                    + " compute.backend external may measure")
    private @Nullable Path targetsFile;

    @Option(
            names = "--storage-shape",
            paramLabel = "SHAPE",
            converter = ShapeConverter.class,
            description =
                    "makes S3, PostgreSQL and DynamoDB of this machine as slow as ones that are elsewhere: s3, or some of"
                            + " firstByteMs=100,connectionMBps=85,totalMBps=1250,errorPercent=0.1,metadataMs=5;"
                            + " the results say so")
    private Shape shape = Shape.NONE;

    @Option(
            names = "--load-cpu",
            paramLabel = "N",
            converter = ProcessorsConverter.class,
            description = "processors that each load generator may use",
            defaultValue = "2")
    private Integer loadCpu = 2;

    @Option(names = "--keep", description = "keep the folder afterwards, with the logs of every pod")
    private boolean isKept;

    /** Throws {@link BadFile} where one of them was given: what {@code other} names has a machine of its own. */
    static void refuseWith(String other, ParseResult given) {
        OF_THIS_MACHINE.stream().filter(given::hasMatchedOption).findFirst().ifPresent(name -> {
            throw new BadFile(name + ": is about this machine, and does not go with " + other);
        });
    }

    /** Throws {@link BadFile}. */
    TargetsFile targets() {
        return TargetsFile.read(Optional.ofNullable(targetsFile));
    }

    /** Variables of docs/configuration.md. */
    Map<String, String> operator(TargetsFile targets) {
        return Map.of("EXTERNAL_TARGETS", targets.json(), "LOAD_CPU", loadCpu.toString());
    }

    /** @param dataBytes that archives take, beside everything else */
    LocalSettings settings(long dataBytes, Consumer<String> trouble) {
        return new LocalSettings(
                LocalSettings.home(), Programs.installed().images(), BASE_BYTES + dataBytes, isKept, shape, trouble);
    }

    /** Where the kept logs are, in words; empty where nothing is kept. */
    Optional<String> kept() {
        return isKept
                ? Optional.of("kept: " + LocalSettings.home() + ", with logs of pods in logs and pods/*/logs")
                : Optional.empty();
    }
}
