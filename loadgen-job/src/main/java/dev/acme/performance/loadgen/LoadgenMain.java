package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.loadgen.counters.CounterReadings;
import dev.acme.performance.loadgen.drive.LoadFailed;
import dev.acme.performance.loadgen.drive.LoadOutcome;
import dev.acme.performance.loadgen.drive.LoadPlan;
import dev.acme.performance.loadgen.drive.LoadRun;
import dev.acme.performance.loadgen.drive.Meeting;
import dev.acme.performance.loadgen.drive.Part;
import dev.acme.performance.loadgen.health.CopySpeed;
import dev.acme.performance.loadgen.health.HealthWatch;
import dev.acme.performance.loadgen.health.LinkRate;
import dev.acme.performance.loadgen.health.MachineLimits;
import dev.acme.performance.loadgen.http.RequestBytes;
import dev.acme.performance.loadgen.report.ResultAssembly;
import dev.acme.performance.loadgen.report.ResultNotWritten;
import dev.acme.performance.loadgen.report.ResultOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
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
        Map<String, String> environment = System.getenv();
        Part part = asked.company().isPresent() ? asked.company().get().part(environment) : Part.WHOLE;
        LoadProfile profile = part.share(asked.profile());
        var addresses = Addresses.of(asked.target());
        MachineLimits.read(Path.of("/")).check(profile.clients(), addresses.size());
        var plan = new LoadPlan(
                profile,
                part,
                RequestBytes.of(profile, asked.target()),
                addresses,
                Addresses.onward(profile),
                Runtime.getRuntime().availableProcessors());
        var output = new ResultOutput(
                new FileOutputStream(FileDescriptor.out), asked.result(), TerminationMessage.file(environment));
        RunResult result = measure(asked, plan, output);
        boolean isVoid =
                result.validity() == Validity.INVALID || result.results().succeeded() == 0;
        // a part is judged together with the others: a Job whose pod failed would not be whole
        return isVoid && part.of() == 1 ? VOID : 0;
    }

    private static RunResult measure(Arguments asked, LoadPlan plan, ResultOutput output)
            throws IOException, InterruptedException {
        LoadProfile profile = plan.profile();
        var health = new HealthWatch();
        MetricsPage page = profile.metrics();
        Optional<CounterReadings> counters = page == null ? Optional.empty() : Optional.of(new CounterReadings(page));
        var bystander = new Bystander(profile.clients(), System.getenv());
        Meeting meeting =
                asked.company().isPresent() ? asked.company().get().meeting(profile, System.getenv()) : Meeting.ALONE;
        var run = new LoadRun(plan, new Reporting(output, health, counters, bystander), meeting);
        var farewell = Farewell.of(run);
        Lookups.follow(asked, run);
        try {
            LoadOutcome outcome = run.run();
            double most = ceiling(plan.addresses().getFirst(), plan.threads());
            RunResult measured = ResultAssembly.of(profile, outcome, health.health(), most);
            RunResult result =
                    counters.isPresent() ? measured.withCounters(counters.get().after()) : measured;
            RunResult told = bystander.on(result);
            output.result(told);
            return told;
        } finally {
            farewell.written();
        }
    }

    /** Bytes a second: what this many threads can copy, and what the link carries where it tells. */
    private static double ceiling(InetSocketAddress target, int threads) {
        return Math.min(
                threads * CopySpeed.bytesPerSecond(),
                LinkRate.bytesPerSecond(Path.of("/"), target).orElse(Double.MAX_VALUE));
    }

    private static int said(Exception reason, int code) {
        System.err.println("loadgen-job: " + reason.getMessage());
        return code;
    }
}
