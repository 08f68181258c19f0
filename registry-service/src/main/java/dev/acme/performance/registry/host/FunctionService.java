package dev.acme.performance.registry.host;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.http.FrontAnswer;
import dev.acme.performance.registry.http.FrontHandler;
import dev.acme.performance.registry.http.FrontRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each request to one environment, or refuses it. */
final class FunctionService implements FrontHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionService.class);

    private final FleetSettings settings;
    private final Fleet fleet;
    private final Starter starter;
    private final Delivery delivery;
    private final HostMetrics metrics;
    private final Deadlines deadlines;

    FunctionService(
            FleetSettings settings,
            Fleet fleet,
            Starter starter,
            Delivery delivery,
            HostMetrics metrics,
            Deadlines deadlines) {
        this.settings = settings;
        this.fleet = fleet;
        this.starter = starter;
        this.delivery = delivery;
        this.metrics = metrics;
        this.deadlines = deadlines;
    }

    @Override
    public void handle(FrontRequest request, FrontAnswer answer) {
        var times = new CallTimes(System.nanoTime());
        try {
            handle(request, new TimedAnswer(answer, times));
        } finally {
            times.ended(System.nanoTime(), metrics);
        }
    }

    private void handle(FrontRequest request, TimedAnswer answer) {
        var admitted = fleet.admit();
        switch (admitted.admission()) {
            case Admission.Throttled(Throttle reason) -> {
                metrics.throttled();
                answer.refuse(HostProblem.of(reason));
            }
            case Admission.NoRoom _ -> answer.refuse(HostProblem.noRoom(settings));
            case Admission.Reuse _ -> {
                var member = admitted.member().orElseThrow();
                serve(
                        request,
                        answer,
                        member,
                        member.environment().orElseThrow(),
                        Optional.empty(),
                        settings.timeout());
            }
            case Admission.Start _ -> cold(request, answer, admitted.member().orElseThrow());
        }
    }

    private void cold(FrontRequest request, TimedAnswer answer, Member member) {
        metrics.coldStart();
        Starter.Started started;
        try {
            started = starter.start(member);
        } catch (InitFailed e) {
            fleet.remove(member);
            LOG.warn("state=failed environment={} type={} reason={}", member.number(), e.type(), e.getMessage());
            answer.refuse(HostProblem.failed(e.type(), String.valueOf(e.getMessage())));
            return;
        } catch (InterruptedException e) {
            fleet.remove(member);
            Thread.currentThread().interrupt();
            return;
        }
        fleet.busy(member);
        serve(request, answer, member, started.environment(), Optional.of(started.times()), started.left());
    }

    private void serve(
            FrontRequest request,
            TimedAnswer answer,
            Member member,
            Environment environment,
            Optional<StartTimes> start,
            Duration limit) {
        var call = new Call(Events.json(request), Instant.now().plus(limit));
        var watch = deadlines.watch(environment::close);
        watch.within(limit);
        var turn = new Turn(() -> {
            watch.close();
            call.read().countDown();
            leave(member, environment, !watch.isExpired());
        });
        try {
            answer.times().invoked(System.nanoTime());
            environment.invoke(call);
            switch (call.reply().get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                case Reply.Streamed streamed -> {
                    answer.times()
                            .replied(
                                    System.nanoTime(),
                                    streamed.status(),
                                    streamed.headers().getOrDefault("server-timing", ""));
                    delivery.deliver(streamed, start, answer, turn::ends);
                }
                case Reply.Failed failed -> {
                    turn.ends();
                    answer.refuse(watch.isExpired() ? timedOut() : HostProblem.failed(failed.type(), failed.message()));
                }
            }
        } catch (TimeoutException e) {
            answer.refuse(timedOut());
        } catch (ExecutionException e) {
            answer.refuse(HostProblem.failed("Unhandled", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (turn.isOpen()) {
                environment.close();
                turn.ends();
            }
        }
    }

    /** An environment that did not end its answer is in an unknown state: Lambda restarts those too. */
    private void leave(Member member, Environment environment, boolean whole) {
        if (whole && environment.isAlive()) {
            fleet.release(member);
        } else {
            fleet.remove(member);
            environment.close();
        }
    }

    private HostProblem timedOut() {
        return HostProblem.timedOut("not answered within " + settings.timeout().toSeconds() + " s");
    }
}
