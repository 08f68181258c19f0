package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** How one probe looks, how often, and how many answers it believes. */
record ProbePlan(ProbeKind kind, Action action, Timing timing, int successThreshold, int failureThreshold) {
    /** What is done to look. */
    sealed interface Action {
        /** Asks for a path; 200 to 399 is good. */
        record HttpGet(String host, int port, String path, Map<String, String> headers) implements Action {}

        /** Opens a connection. */
        record Connect(String host, int port) implements Action {}

        /** Runs a command in the container's surroundings; exit code 0 is good. */
        record Exec(List<String> command) implements Action {}
    }

    /** When it looks, and how long it waits for an answer. */
    record Timing(Duration initialDelay, Duration period, Duration timeout) {}

    static ProbePlan of(ProbeKind kind, Probe probe, Container container, String podIp) {
        return new ProbePlan(
                kind,
                action(probe, container, podIp),
                new Timing(
                        seconds(probe.getInitialDelaySeconds(), 0),
                        seconds(probe.getPeriodSeconds(), 10),
                        seconds(probe.getTimeoutSeconds(), 1)),
                Objects.requireNonNullElse(probe.getSuccessThreshold(), 1),
                Objects.requireNonNullElse(probe.getFailureThreshold(), 3));
    }

    private static Duration seconds(Integer number, int otherwise) {
        return Duration.ofSeconds(Objects.requireNonNullElse(number, otherwise));
    }

    private static Action action(Probe probe, Container container, String podIp) {
        if (probe.getHttpGet() != null) {
            var get = probe.getHttpGet();
            List<HTTPHeader> headers = Objects.requireNonNullElse(get.getHttpHeaders(), List.of());
            return new Action.HttpGet(
                    Objects.requireNonNullElse(get.getHost(), podIp),
                    port(get.getPort(), container),
                    Objects.requireNonNullElse(get.getPath(), "/"),
                    headers.stream().collect(Collectors.toMap(HTTPHeader::getName, HTTPHeader::getValue, (a, b) -> b)));
        }
        if (probe.getTcpSocket() != null) {
            var socket = probe.getTcpSocket();
            return new Action.Connect(
                    Objects.requireNonNullElse(socket.getHost(), podIp), port(socket.getPort(), container));
        }
        return new Action.Exec(
                probe.getExec() == null ? List.of() : probe.getExec().getCommand());
    }

    private static int port(IntOrString port, Container container) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        return container.getPorts().stream()
                .filter(candidate -> port.getStrVal().equals(candidate.getName()))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(0);
    }
}
