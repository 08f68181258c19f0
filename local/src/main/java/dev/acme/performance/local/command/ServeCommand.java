package dev.acme.performance.local.command;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.local.LocalSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perfrun serve}: keeps the machine running, with the dashboard. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Starts a Kubernetes with the operator, S3, DynamoDB and PostgreSQL on this machine and keeps it until Ctrl-C:"
                    + " what kubectl or the dashboard apply is carried out. Prints where both find it, and the token;"
                    + " tells on standard error how runs come along.",
            "Only this machine reaches it. Whoever has the token may do everything on it.",
            "Exit 1: it could not start, or had to stop; 2: bad input, named; 130: interrupted.",
            "Everything lives in the folder .perfrun (or PERFRUN_HOME), which is deleted at the end, with every result."
        })
final class ServeCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    /** Of archives, until the watch over the disk says stop. */
    private static final long DATA_BYTES = 500_000_000;

    private static final String DEFAULT = "default";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = PortConverter.class,
            description = "where the dashboard and its API listen; 0: any that is free")
    private Integer port = 8080;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            converter = NamespaceConverter.class,
            description =
                    "a namespace for runs, beside default; may be given several times. Runs of one namespace take turns;"
                            + " those of two run at once, measure each other, and may not find room. With --context: the"
                            + " namespace of the operator's release, where it is not the only one")
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description =
                    "a context of your kubeconfig: shows the dashboard of the operator that is installed there, instead of"
                            + " starting one")
    private @Nullable String context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private MachineOptions options = new MachineOptions();

    private final PrintStream out = System.out;
    private final Progress progress = Progress.onStandardError();
    private final CompletableFuture<String> trouble = new CompletableFuture<>();
    private final long start = System.nanoTime();

    @Override
    public Integer call() {
        return Attended.call(progress, trouble, this::serve);
    }

    private int serve() {
        requireFreePort();
        return context == null ? onThisMachine() : ofCluster(context);
    }

    private int ofCluster(String context) {
        MachineOptions.refuseWith("--context", spec.commandLine().getParseResult());
        try (var cluster = OtherCluster.of(context);
                var dashboard = Dashboard.of(
                        cluster, namespaces, port, new PodForward.Told(progress::say, trouble::complete))) {
            out.print(dashboard.welcome());
            out.flush();
            throw new NotRunnable(trouble.join());
        }
    }

    private int onThisMachine() {
        var targets = options.targets();
        var operator = new HashMap<>(options.operator(targets));
        operator.put("API_PORT", port.toString());
        try (var machine = Machine.start(options.settings(DATA_BYTES, trouble::complete), prepared(), true, operator);
                var _ = machine.client()
                        .resources(PerformanceRun.class)
                        .inAnyNamespace()
                        .inform(new Teller<>(progress::status));
                var _ = machine.client()
                        .resources(PerformanceExperiment.class)
                        .inAnyNamespace()
                        .inform(new Teller<>(this::status))) {
            progress.say("Kubernetes, operator, S3, PostgreSQL and DynamoDB on this machine: up after %.1f s; %s"
                    .formatted((System.nanoTime() - start) / NANOS, "Ctrl-C ends it"));
            out.print(Welcome.text(machine, LocalSettings.home()));
            out.flush();
            String why = trouble.join();
            options.kept().ifPresent(progress::say);
            throw new NotRunnable(why);
        }
    }

    private Set<String> prepared() {
        var prepared = new TreeSet<>(namespaces);
        prepared.add(DEFAULT);
        return prepared;
    }

    private void status(PerformanceExperiment experiment) {
        var status = experiment.getStatus();
        if (status != null && status.phase() != null) {
            progress.experiment(
                    experiment.getMetadata().getName(),
                    status.completed() + "/" + status.total(),
                    status.message() == null ? "" : status.message());
        }
    }

    /** Before anything is started, and in words. */
    private void requireFreePort() {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            throw new NotRunnable("port " + port + " cannot be had (" + e.getMessage()
                    + "): end what listens there, or choose another with --port");
        } catch (IOException e) {
            throw new NotRunnable("port " + port + " cannot be tried: " + e.getMessage());
        }
    }
}
