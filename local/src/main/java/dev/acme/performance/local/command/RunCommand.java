package dev.acme.performance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "Everything lives in the folder .perfrun (or PERFRUN_HOME), which is deleted at the end."
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

    @Mixin
    private MachineOptions options = new MachineOptions();

    private final PrintStream out = System.out;
    private final Progress progress = Progress.onStandardError();
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final CompletableFuture<String> trouble = new CompletableFuture<>();
    private final long start = System.nanoTime();

    @Override
    public Integer call() {
        return Attended.call(progress, this::carryOut);
    }

    private int carryOut() {
        var admissions = Map.of(
                RunFile.RUN, Contract.admission(RunFile.RUN),
                RunFile.EXPERIMENT, Contract.admission(RunFile.EXPERIMENT));
        var objects = RunFile.read(file, admissions);
        output.check(file, objects);
        var targets = options.targets();
        var cells = new CellsOfFile(Objects.requireNonNull(admissions.get(RunFile.RUN)), targets);
        var runs = objects.stream()
                .flatMap(object -> isExperiment(object) ? cells.of(object).stream() : Stream.of(object))
                .toList();
        objects.stream().filter(object -> !isExperiment(object)).forEach(run -> check(run, targets));
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
            var ended = new ArrayList<JsonNode>();
            for (var object : objects) {
                ended.add(isExperiment(object) ? experiment(machine, object) : run(machine, object));
            }
            out.print(output.format().print(ended));
            out.flush();
            output.write(machine.client(), ended, progress);
            progress.say("%.1f s in all, at most %.0f MiB of memory, %d API writes by the operator"
                    .formatted(seconds(), memory.peakBytes() / MEBI, machine.apiWrites()));
            options.kept().ifPresent(progress::say);
            return Outcome.of(ended).exitCode();
        }
    }

    private JsonNode run(Machine machine, ObjectNode object) {
        var run = serialization.convertValue(object, PerformanceRun.class);
        var client = machine.client();
        var created = client.resource(run).create();
        try (var watch = new RunWatch(client, progress, trouble)) {
            return serialization.convertValue(watch.follow(created, timeout), JsonNode.class);
        }
    }

    private JsonNode experiment(Machine machine, ObjectNode object) {
        var client = machine.client();
        var created = client.resource(serialization.convertValue(object, PerformanceExperiment.class))
                .create();
        var watch = new ExperimentWatch(client, progress, trouble);
        return serialization.convertValue(watch.follow(created, timeout), JsonNode.class);
    }

    private static boolean isExperiment(ObjectNode object) {
        return object.path("kind").asText().equals(RunFile.EXPERIMENT);
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
