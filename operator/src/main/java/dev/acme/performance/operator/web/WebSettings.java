package dev.acme.performance.operator.web;

import dev.acme.performance.operator.web.access.Audit;
import dev.acme.performance.operator.web.events.EventTimes;
import dev.acme.performance.operator.web.http.Limits;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How the API is served.
 *
 * @param port 0 for any free one
 * @param namespaces whose runs are shown and carried out; none for all of them
 * @param fidelity what every result says of its backends
 * @param nanoTime by which caches and rates count
 */
public record WebSettings(
        String host,
        int port,
        Set<String> namespaces,
        String fidelity,
        int runsPerNamespace,
        BooleanSupplier isReady,
        BooleanSupplier isLeader,
        Limits limits,
        EventTimes eventTimes,
        Audit audit,
        InstantSource clock,
        LongSupplier nanoTime) {
    public WebSettings {
        namespaces = Set.copyOf(namespaces);
    }

    /** With the limits and times that every installation has. */
    public static WebSettings standard(
            String host,
            int port,
            Set<String> namespaces,
            String fidelity,
            int runsPerNamespace,
            BooleanSupplier isReady,
            BooleanSupplier isLeader) {
        return new WebSettings(
                host,
                port,
                namespaces,
                fidelity,
                runsPerNamespace,
                isReady,
                isLeader,
                Limits.STANDARD,
                EventTimes.STANDARD,
                Audit.log(),
                InstantSource.system(),
                System::nanoTime);
    }
}
