package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a run's function host is told, and how much memory it needs for it. */
public final class LambdaSettings {
    /** What one environment takes on its host, measured (docs/adr/0013-lambda.md). */
    private static final int ENVIRONMENT_MB = 110;
    /** What the host takes for itself. */
    private static final int HOST_MB = 160;

    /** What recording the AOT cache takes, before the first environment starts. */
    private static final int RECORDING_MB = 480;
    /** The AOT cache, and what was recorded while it is made. */
    static final String SCRATCH_SIZE = "256Mi";

    private static final long MB = 1 << 20;
    private static final Compute.Lambda STANDARD = new Compute.Lambda(1769, 100, 0, 300, 300);

    private LambdaSettings() {}

    /** Of every function. */
    private static final List<String> NOTES = List.of(
            "Lambda modelled: one request per environment, cold starts as processes, init limit and its retry, time-out,"
                    + " throttling with its reasons, ramp of 1,000 in 10 s, 10 requests/s per environment, 2 MB/s after"
                    + " 6 MB, idle reclaim; answers are streamed, so that the 6 MB limit of buffered ones never applies",
            "Lambda not modelled: CPU quota by memory and memoryMb itself, which is told to the JVM and not enforced;"
                    + " freezing, micro-VMs, image download and network of AWS;"
                    + " environments share the host's processors, start a few at a time and with the JDK's AOT cache,"
                    + " which docs/aws/bundle does not deploy");

    /** Where archives lie in a database. */
    private static final String IN_A_VPC =
            "Lambda with RDS on AWS would run in a VPC, where function URLs do not stream:"
                    + " its answers would come by InvokeWithResponseStream, or buffered within 6 MB; neither is modelled";

    /** What is and is not modelled of this run's function. */
    public static List<String> notes(PerformanceRunSpec spec) {
        return switch (spec.storage().backend()) {
            case S3 -> NOTES;
            case RDS -> Stream.concat(NOTES.stream(), Stream.of(IN_A_VPC)).toList();
        };
    }

    static List<EnvVar> variables(PerformanceRunSpec spec) {
        var lambda = of(spec.compute());
        return List.of(
                number("FUNCTION_MEMORY_MB", lambda.memoryMb()),
                number("FUNCTION_MAX_CONCURRENCY", lambda.maxConcurrency()),
                number("FUNCTION_PROVISIONED_CONCURRENCY", lambda.provisionedConcurrency()),
                number("FUNCTION_IDLE_SECONDS", lambda.idleSeconds()),
                number("FUNCTION_TIMEOUT_SECONDS", lambda.timeoutSeconds()),
                number("FUNCTION_ENVIRONMENT_MB", environment(spec)),
                number("FUNCTION_HOST_MEMORY_MB", megabytes(memory(spec))),
                RegistryPod.variable("FUNCTION_AOT_CACHE", "/tmp/function.aot"));
    }

    /**
     * Memory of one pod of the target: what the run asks for, but of a function host what it needs for an environment for each
     * client up to the concurrency limit, where that is more. Less would refuse requests that Lambda takes.
     */
    public static Quantity memory(PerformanceRunSpec spec) {
        var asked = spec.compute().memory();
        if (spec.compute().backend() != Compute.Backend.LAMBDA) {
            return asked;
        }
        int needed = needed(spec);
        return needed <= megabytes(asked) ? asked : new Quantity(needed + "Mi");
    }

    private static int needed(PerformanceRunSpec spec) {
        return HOST_MB + Math.max(environments(spec) * environment(spec), RECORDING_MB);
    }

    /** As many as the run's clients can want at once. */
    static int environments(PerformanceRunSpec spec) {
        var lambda = of(spec.compute());
        return Math.max(Math.min(spec.clients(), lambda.maxConcurrency()), lambda.provisionedConcurrency());
    }

    /** With what it caches, rounded up. */
    private static int environment(PerformanceRunSpec spec) {
        return ENVIRONMENT_MB + Math.toIntExact((ServiceCache.ofEnvironment(spec) + MB - 1) / MB);
    }

    /** Most environments that there may be at once. */
    public static int maxConcurrency(Compute compute) {
        return of(compute).maxConcurrency();
    }

    private static Compute.Lambda of(Compute compute) {
        return Objects.requireNonNullElse(compute.lambda(), STANDARD);
    }

    private static int megabytes(Quantity memory) {
        return (int) (memory.getNumericalAmount().longValue() / MB);
    }

    private static EnvVar number(String name, int value) {
        return RegistryPod.variable(name, Integer.toString(value));
    }
}
