package dev.acme.performance.registry.host;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings environments up: a few at a time, within Lambda's limits for their initialisation. */
final class Starter {
    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    private final FleetSettings settings;
    private final Launcher launcher;
    private final Fleet fleet;
    private final HostMetrics metrics;
    private final Semaphore places;

    Starter(FleetSettings settings, Launcher launcher, Fleet fleet, HostMetrics metrics) {
        this.settings = settings;
        this.launcher = launcher;
        this.fleet = fleet;
        this.metrics = metrics;
        this.places = new Semaphore(settings.startsAtOnce(), true);
    }

    /**
     * An environment that is up.
     *
     * @param left of the time that its first invocation may take
     */
    record Started(Environment environment, StartTimes times, Duration left) {}

    /**
     * Starts the member's process and waits until it asks for work. A first initialisation that takes too long is given up
     * and begun again within the invocation, whose time it shares (Lambda's documentation, "Init phase").
     *
     * @throws InitFailed where it does not come up
     */
    Started start(Member member) throws InitFailed, InterruptedException {
        long asked = System.nanoTime();
        if (!places.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InitFailed("Host.TooManyStarts", "no environment could be started in time on this host");
        }
        try {
            long waited = System.nanoTime() - asked;
            try {
                return attempt(member, waited, true);
            } catch (InitFailed e) {
                if (!e.isTimeout() || member.isProvisioned()) {
                    throw e;
                }
                LOG.warn("initialisation begins again: {}", e.getMessage());
                return attempt(member, waited, false);
            }
        } finally {
            places.release();
        }
    }

    private Started attempt(Member member, long waited, boolean first) throws InitFailed, InterruptedException {
        long begun = System.nanoTime();
        var environment = launch(member);
        try {
            var limit = member.isProvisioned() ? settings.provisionedInitLimit() : settings.initLimit(first);
            var times = environment.awaitReady(waited, limit);
            metrics.initialised(times);
            return new Started(
                    environment, times, settings.timeLeft(first, Duration.ofNanos(System.nanoTime() - begun)));
        } catch (InitFailed | InterruptedException e) {
            environment.close();
            throw e;
        }
    }

    private Environment launch(Member member) throws InitFailed {
        try {
            var environment = new Environment(launcher, member.isProvisioned());
            if (!fleet.started(member, environment)) {
                environment.close();
                throw new InitFailed("Host.Stopping", "the function host is stopping");
            }
            return environment;
        } catch (IOException e) {
            throw new InitFailed("Host.CannotSpawn", String.valueOf(e.getMessage()));
        }
    }
}
