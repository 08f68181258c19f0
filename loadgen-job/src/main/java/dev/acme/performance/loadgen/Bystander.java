package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.loadgen.health.KernelWatch;
import dev.acme.performance.loadgen.health.MachineReader;
import dev.acme.performance.loadgen.health.NoiseRules;
import dev.acme.performance.loadgen.health.NoiseWatch;
import dev.acme.performance.loadgen.health.ProcessFamily;
import dev.acme.performance.loadgen.health.SystemChecks;
import dev.acme.performance.loadgen.health.SystemFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the machine beside the measurement: how it is set up, what it is, and what else went on on it. */
final class Bystander {
    private static final Path ROOT = Path.of("/");

    private final int clients;
    private final NoiseWatch noise;
    private final KernelWatch kernel = new KernelWatch(ROOT);
    private Optional<SystemFacts> facts = Optional.empty();

    Bystander(int clients, Map<String, String> environment) {
        this.clients = clients;
        this.noise = new NoiseWatch(ProcessFamily.of(environment.get(ProcessFamily.VARIABLE)));
    }

    /** While connecting goes on: reads, and leaves judging for after the load. */
    void connecting() {
        facts = Optional.of(SystemFacts.read(ROOT));
        kernel.prepare();
    }

    /** Just before the start. */
    void ready() {
        noise.begin();
        kernel.begin();
    }

    void windowEnded() {
        noise.end();
        kernel.end();
    }

    /** The result with what was seen. */
    RunResult on(RunResult result) {
        var seen = noise.noise();
        kernel.close();
        List<Notice> findings = facts.isPresent() ? SystemChecks.findings(facts.get(), clients) : List.of();
        return result.withFindings(findings.subList(0, Math.min(findings.size(), Notice.MOST_IN_RESULT)))
                .withMachine(MachineReader.read(ROOT))
                .withNoise(seen)
                .doubted(kernel.reasons())
                .doubted(NoiseRules.reasons(seen));
    }
}
