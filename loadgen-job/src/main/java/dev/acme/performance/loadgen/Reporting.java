package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.loadgen.counters.CounterReadings;
import dev.acme.performance.loadgen.drive.RunWatch;
import dev.acme.performance.loadgen.health.HealthWatch;
import dev.acme.performance.loadgen.report.ResultOutput;
import java.util.Optional;

/** Passes on what a run tells: progress to its reader, the window's bounds to the watch over our own health. */
record Reporting(ResultOutput output, HealthWatch health, Optional<CounterReadings> counters, Bystander bystander)
        implements RunWatch {

    @Override
    public void progress(RunProgress progress) {
        output.progress(progress);
    }

    @Override
    public void connecting() {
        health.prepare();
        bystander.connecting();
    }

    @Override
    public void ready() {
        bystander.ready();
        if (counters.isPresent()) {
            counters.get().before();
        }
    }

    @Override
    public void windowStarted() {
        health.windowStarted();
    }

    @Override
    public void secondPassed() {
        health.secondPassed();
    }

    @Override
    public void windowEnded() {
        health.windowEnded();
        bystander.windowEnded();
    }
}
