package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.admission.Admission;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perfrun run}: carries the runs of a file out on this machine. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Carries out the PerformanceRuns and PerformanceExperiments of FILE on this machine: starts a Kubernetes with"
                    + " the operator, S3 and DynamoDB, applies the file, shows progress on standard error and prints the"
                    + " result.",
            "Exit 0: succeeded; 1: failed or objectives not met; 2: bad input, named; 130: interrupted.",
            "Everything lives in the folder .perfrun (or PERFRUN_HOME), which is deleted at the end; with --context on"
                    + " the cluster, where it stays."
        })
final class RunCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final double MEBI = 1 << 20;
    private static final long SMALL_MODEL_BYTES = 8_192;

    @Parameters(
            paramLabel = "FILE",
            showDefaultValue = Help.Visibility.NEVER,
            description = "YAML with one or more PerformanceRuns and PerformanceExperiments")
    private Path file = Path.of("");

    @Option(
            names = "-o",
            paramLabel = "FORMAT|FILE",
            defaultValue = "table",
            converter = OutputConverter.class,
            description =
                    "table, json, yaml, markdown; or a file for the report of the file's one experiment, which ends"
                            + " in .html, .md or .json: the table is printed beside it")
    private Output output = Output.TABLE;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "longest time for one run, such as 90s, 30m or 2h")
    private Duration timeout = Duration.ofMinutes(30);

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description =
                    "a context of your kubeconfig: the file is carried out on that cluster, where the operator must be"
                            + " installed, instead of on this machine, and its objects stay there")
    private @Nullable String context;

    @Mixin
    private MachineOptions options = new MachineOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream out = System.out;
    private final Progress progress = Progress.onStandardError();
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final CompletableFuture<String> trouble = new CompletableFuture<>();
    private final long start = System.nanoTime();

    @Override
    public Integer call() {
        return Attended.call(progress, trouble, this::carryOut);
    }

    private int carryOut() {
        var admissions = Map.of(
                RunFile.RUN, Contract.admission(RunFile.RUN),
                RunFile.EXPERIMENT, Contract.admission(RunFile.EXPERIMENT));
        return context == null ? onThisMachine(admissions) : onCluster(context, admissions);
    }

    /** The cluster's own operator knows its targets and ceilings, so nothing but the schema is asked here. */
    private int onCluster(String context, Map<String, Admission> admissions) {
        MachineOptions.refuseWith("--context", spec.commandLine().getParseResult());
        try (var cluster = OtherCluster.of(context)) {
            var objects = RunFile.read(file, admissions, cluster.namespace());
            output.check(file, objects);
            var course = new Course(cluster.client(), progress, trouble, timeout);
            var ended = new ArrayList<JsonNode>();
            for (var object : objects) {
                ended.add(cluster.asked(object, () -> course.follow(object)));
            }
            printed(cluster.client(), ended);
            progress.say("%.1f s in all".formatted(seconds()));
            objects.forEach(object -> progress.say("kept: " + cluster.command(object)));
            return Outcome.of(ended).exitCode();
        }
    }

    private void printed(KubernetesClient client, List<JsonNode> ended) {
        out.print(output.format().print(ended));
        out.flush();
        output.write(client, ended, progress);
    }

    private int onThisMachine(Map<String, Admission> admissions) {
        var objects = RunFile.read(file, admissions);
        output.check(file, objects);
        var targets = options.targets();
        var cells = new CellsOfFile(Objects.requireNonNull(admissions.get(RunFile.RUN)), targets);
        var runs = objects.stream()
                .flatMap(object -> Course.isExperiment(object) ? cells.of(object).stream() : Stream.of(object))
                .toList();
        objects.stream().filter(object -> !Course.isExperiment(object)).forEach(run -> check(run, targets));
        return carryOut(objects, runs, targets);
    }

    private void check(ObjectNode object, TargetsFile targets) {
        var run = serialization.convertValue(object, PerformanceRun.class);
        targets.objection(run.getSpec().compute()).ifPresent(why -> {
            throw new BadFile(file + ": " + run.getMetadata().getName() + ": spec." + why);
        });
    }

    /** {@code runs} are those that {@code objects} are, or make. */
    private int carryOut(List<ObjectNode> objects, List<ObjectNode> runs, TargetsFile targets) {
        try (var memory = new MemoryWatch();
                var machine = Machine.start(
                        options.settings(dataBytes(runs), trouble::complete),
                        namespaces(objects),
                        needsDatabase(runs),
                        options.operator(targets))) {
            progress.say("Kubernetes, operator, S3%s and DynamoDB on this machine: up after %.1f s"
                    .formatted(needsDatabase(runs) ? ", PostgreSQL" : "", seconds()));
            var course = new Course(machine.client(), progress, trouble, timeout);
            var ended = objects.stream().map(course::follow).toList();
            printed(machine.client(), ended);
            progress.say("%.1f s in all, at most %.0f MiB of memory, %d API writes by the operator"
                    .formatted(seconds(), memory.peakBytes() / MEBI, machine.apiWrites()));
            options.kept().ifPresent(progress::say);
            return Outcome.of(ended).exitCode();
        }
    }

    private static Set<String> namespaces(List<ObjectNode> runs) {
        return runs.stream().map(run -> run.at("/metadata/namespace").asText()).collect(Collectors.toSet());
    }

    private static boolean needsDatabase(List<ObjectNode> runs) {
        return runs.stream()
                .anyMatch(run -> run.at("/spec/storage/backend").asText().equals("rds"));
    }

    private static long dataBytes(List<ObjectNode> runs) {
        // runs that differ in nothing else share a catalogue
        return runs.stream()
                .collect(Collectors.toMap(
                        run -> run.at("/spec/model").toString() + run.at("/spec/storage/backend"),
                        Function.identity(),
                        (run, _) -> run))
                .values()
                .stream()
                .mapToLong(run -> 2 * run.at("/spec/model/sizeBytes").asLong()
                        + SMALL_MODEL_BYTES * run.at("/spec/model/registrySize").asLong())
                .sum();
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }
}
