package dev.acme.performance.operator.run;

import java.time.Duration;

/** How long each phase may take; the run's own {@code timeoutSeconds} bounds them all. */
public record Deadlines(Duration populate, Duration target, Duration loadStart, Duration collect) {}
