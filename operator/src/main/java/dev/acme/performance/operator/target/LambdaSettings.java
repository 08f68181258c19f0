package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a run's function host is told, and whether its memory holds the environments that the run needs. */
public final class LambdaSettings {
    /** What one environment takes on its host, measured (docs/adr/0013-lambda.md). */
    private static final int ENVIRONMENT_MB = 110;
    /** What the host takes for itself. */
    private static final int HOST_MB = 160;

    private static final long MB = 1 << 20;
    private static final Compute.Lambda STANDARD = new Compute.Lambda(1769, 100, 0, 300, 300);

    private LambdaSettings() {}

    /** What is and is not modelled. */
    public static final List<String> NOTES = List.of(
            "Lambda modelled: one request per environment, cold starts as processes, init limit, time-out, throttling,"
                    + " ramp, 10 requests/s per environment, 2 MB/s after 6 MB, idle reclaim",
            "Lambda not modelled: CPU quota by memory, freezing, micro-VMs, image download and network of AWS;"
                    + " environments share the host's processors and start a few at a time");

    static List<EnvVar> variables(PerformanceRunSpec spec) {
        var lambda = of(spec.compute());
        return List.of(
                number("FUNCTION_MEMORY_MB", lambda.memoryMb()),
                number("FUNCTION_MAX_CONCURRENCY", lambda.maxConcurrency()),
                number("FUNCTION_PROVISIONED_CONCURRENCY", lambda.provisionedConcurrency()),
                number("FUNCTION_IDLE_SECONDS", lambda.idleSeconds()),
                number("FUNCTION_TIMEOUT_SECONDS", lambda.timeoutSeconds()),
                number("FUNCTION_ENVIRONMENT_MB", ENVIRONMENT_MB),
                number("FUNCTION_HOST_MEMORY_MB", hostMemory(spec.compute())));
    }

    /** Why the host's memory does not do, where it does not: more clients than environments would be refused for that alone. */
    public static Optional<String> tooLittleMemory(PerformanceRunSpec spec) {
        if (spec.compute().backend() != Compute.Backend.LAMBDA) {
            return Optional.empty();
        }
        var lambda = of(spec.compute());
        int needed = Math.max(Math.min(spec.clients(), lambda.maxConcurrency()), lambda.provisionedConcurrency());
        long memory = HOST_MB + (long) needed * ENVIRONMENT_MB;
        return memory <= hostMemory(spec.compute())
                ? Optional.empty()
                : Optional.of("compute.memory " + spec.compute().memory() + " does not hold the function host and "
                        + needed + " environments of about " + ENVIRONMENT_MB + " MiB, one for each client up to"
                        + " lambda.maxConcurrency: at least " + memory + "Mi are needed");
    }

    private static Compute.Lambda of(Compute compute) {
        return Objects.requireNonNullElse(compute.lambda(), STANDARD);
    }

    private static int hostMemory(Compute compute) {
        return (int) (compute.memory().getNumericalAmount().longValue() / MB);
    }

    private static EnvVar number(String name, int value) {
        return RegistryPod.variable(name, Integer.toString(value));
    }
}
