package dev.acme.performance.loadgen.health;

import dev.acme.performance.exchange.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a machine is set up for a load of so many clients, before it starts. Nothing is ever changed: what to do is said,
 * and whether to do it is the administrator's to decide. What a machine does not tell is not judged.
 */
public final class SystemChecks {
    /** A client that reconnects has its old connection and its new one for a moment; files beside them. */
    private static final int CONNECTIONS_PER_CLIENT = 2;

    private static final int OTHER_FILES = 100;
    /** A local port rests for a minute after its connection. */
    private static final int PORTS_PER_CLIENT = 4;

    private static final double MOST_THROTTLED_PERCENT = 1;
    private static final double MOST_RUNNABLE = 0.5;

    private final SystemFacts facts;
    private final int clients;
    private final List<Check> checks = new ArrayList<>();

    private SystemChecks(SystemFacts facts, int clients) {
        this.facts = facts;
        this.clients = clients;
    }

    /** One thing that was looked at; {@code advice} is for one that is not fine. */
    public record Check(String name, boolean isFine, String seen, String advice) {}

    /** Of this machine, at a time when nothing of ours runs on it yet. */
    public static List<Check> ofIdleMachine(SystemFacts facts, int clients) {
        var checks = new SystemChecks(facts, clients);
        checks.settings();
        checks.neighbours();
        return List.copyOf(checks.checks);
    }

    /** What of a machine's settings is not fine for that many clients. */
    public static List<Notice> findings(SystemFacts facts, int clients) {
        var checks = new SystemChecks(facts, clients);
        checks.settings();
        var findings = new ArrayList<Notice>();
        for (Check check : checks.checks) {
            if (!check.isFine()) {
                findings.add(new Notice(check.name(), check.seen(), check.advice()));
            }
        }
        return findings;
    }

    private void settings() {
        openFiles();
        localPorts();
        acceptQueue();
        governor();
        throttling();
    }

    private void openFiles() {
        if (facts.limits().openFiles().isPresent()) {
            long limit = facts.limits().openFiles().getAsLong();
            long wanted = (long) CONNECTIONS_PER_CLIENT * clients + OTHER_FILES;
            add(
                    "OpenFiles",
                    limit >= wanted,
                    String.format(
                            Locale.ROOT,
                            "%,d open files are allowed, %,d clients may want %,d",
                            limit,
                            clients,
                            wanted),
                    "raise the limit: ulimit -n, or LimitNOFILE of the container runtime");
        }
    }

    private void localPorts() {
        if (facts.limits().localPorts().isPresent()) {
            long free =
                    facts.limits().localPorts().getAsLong() - facts.usedPorts().orElse(0);
            long wanted = (long) PORTS_PER_CLIENT * clients;
            add(
                    "LocalPorts",
                    free >= wanted,
                    String.format(
                            Locale.ROOT,
                            "%,d local ports are free, %,d clients that reconnect may want %,d",
                            free,
                            clients,
                            wanted),
                    "widen net.ipv4.ip_local_port_range, or wait until sockets have left TIME_WAIT");
        }
    }

    private void acceptQueue() {
        if (facts.acceptQueue().isPresent()) {
            long queue = facts.acceptQueue().getAsLong();
            add(
                    "AcceptQueue",
                    queue >= clients,
                    String.format(
                            Locale.ROOT, "net.core.somaxconn is %,d here, %,d clients connect at once", queue, clients),
                    "raise net.core.somaxconn where the service runs, if it is as low there");
        }
    }

    private void governor() {
        if (!facts.governors().isEmpty()) {
            add(
                    "CpuGovernor",
                    facts.governors().equals(List.of("performance")),
                    "the processors' frequency governor is " + String.join(", ", facts.governors()),
                    "set it to performance (cpupower frequency-set -g performance): others change the clock under load");
        }
    }

    private void throttling() {
        if (facts.quota().isPresent() || facts.throttledPercent().isPresent()) {
            double throttled = facts.throttledPercent().orElse(0);
            add(
                    "CpuThrottling",
                    throttled <= MOST_THROTTLED_PERCENT,
                    String.format(
                            Locale.ROOT,
                            "a control group of %.2f processors has stood still in %.1f %% of its periods so far",
                            facts.quota().orElse(facts.processors()),
                            throttled),
                    "give the load generator a higher CPU limit, or none");
        }
    }

    /** Only while nothing of ours runs: filling a registry is work too. */
    private void neighbours() {
        if (facts.runnable().isPresent()) {
            double runnable = facts.runnable().getAsDouble();
            add(
                    "Neighbours",
                    runnable <= MOST_RUNNABLE * facts.processors(),
                    String.format(
                            Locale.ROOT,
                            "%.2f programs wanted a processor in the last minute, there are %d",
                            runnable,
                            facts.processors()),
                    "find what else runs here, or measure on a node of its own");
        }
    }

    private void add(String name, boolean isFine, String seen, String advice) {
        checks.add(new Check(name, isFine, seen, advice));
    }
}
