package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.loadgen.counters.CounterReadings;
import dev.acme.performance.loadgen.drive.LoadFailed;
import dev.acme.performance.loadgen.drive.LoadOutcome;
import dev.acme.performance.loadgen.drive.LoadPlan;
import dev.acme.performance.loadgen.drive.LoadRun;
import dev.acme.performance.loadgen.health.HealthWatch;
import dev.acme.performance.loadgen.health.MachineLimits;
import dev.acme.performance.loadgen.http.RequestBytes;
import dev.acme.performance.loadgen.report.ResultAssembly;
import dev.acme.performance.loadgen.report.ResultNotWritten;
import dev.acme.performance.loadgen.report.ResultOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Composition root: one run of one profile against one target. */
public final class LoadgenMain {
    private static final int VOID = 2;
    private static final int BAD_INPUT = 64;
    private static final int BROKEN = 70;
    private static final int NOT_WRITTEN = 74;

    private LoadgenMain() {}

    /** Ends the process: 0 measured, 2 void, 64 bad input, 70 the instrument broke, 74 its output did; 143 on SIGTERM. */
    public static void main(String[] words) throws InterruptedException {
        Preloading.start();
        System.exit(exitCode(words));
    }

    private static int exitCode(String[] words) throws InterruptedException {
        try {
            if (CheckCommand.isAsked(words)) {
                return CheckCommand.run(words);
            }
            Optional<Arguments> asked = Arguments.parse(words);
            return asked.isPresent() ? measure(asked.get()) : help();
        } catch (BadProfile e) {
            return said(e, BAD_INPUT);
        } catch (LoadFailed | IOException e) {
            return said(e, BROKEN);
        } catch (ResultNotWritten e) {
            return said(e, NOT_WRITTEN);
        }
    }

    private static int help() {
        System.out.println(Arguments.USAGE);
        return 0;
    }

    private static int measure(Arguments asked) throws IOException, InterruptedException {
        var addresses = Addresses.of(asked.target());
        MachineLimits.read(Path.of("/")).check(asked.profile().clients(), addresses.size());
        var plan = new LoadPlan(
                asked.profile(),
                RequestBytes.of(asked.profile(), asked.target()),
                addresses,
                Addresses.onward(asked.profile()),
                Runtime.getRuntime().availableProcessors());
        var output = new ResultOutput(
                new FileOutputStream(FileDescriptor.out), asked.result(), TerminationMessage.file(System.getenv()));
        var health = new HealthWatch();
        MetricsPage page = asked.profile().metrics();
        Optional<CounterReadings> counters = page == null ? Optional.empty() : Optional.of(new CounterReadings(page));
        var bystander = new Bystander(asked.profile().clients(), System.getenv());
        var run = new LoadRun(plan, new Reporting(output, health, counters, bystander));
        var farewell = Farewell.of(run);
        Lookups.follow(asked, run);
        try {
            LoadOutcome outcome = run.run();
            RunResult measured = ResultAssembly.of(asked.profile(), outcome, health.health());
            RunResult result =
                    counters.isPresent() ? measured.withCounters(counters.get().after()) : measured;
            output.result(bystander.on(result));
            return result.validity() == Validity.INVALID || result.results().succeeded() == 0 ? VOID : 0;
        } finally {
            farewell.written();
        }
    }

    private static int said(Exception reason, int code) {
        System.err.println("loadgen-job: " + reason.getMessage());
        return code;
    }
}
