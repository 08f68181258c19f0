package dev.acme.performance.registry.function;

import dev.acme.performance.registry.wire.WireTimeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one invocation after the other and answers each with what the registry says. */
public final class FunctionRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionRuntime.class);
    /** Left to tell that an invocation ran out of time, before the environment is stopped for it. */
    private static final Duration LAST_WORD = Duration.ofMillis(200);

    private static final String TIMED_OUT = "Function.TimedOut";

    private final RuntimeApi api;
    private final LocalRegistry registry;
    private boolean cold;

    /** @param provisioned the environment was initialised before anybody asked for it, so that no answer is a cold one */
    public FunctionRuntime(RuntimeApi api, LocalRegistry registry, boolean provisioned) {
        this.api = api;
        this.registry = registry;
        this.cold = !provisioned;
    }

    /** Works until the Runtime API is gone, and the environment with it. */
    public void run(Duration init) {
        try {
            while (true) {
                handle(api.next(init));
            }
        } catch (IOException e) {
            LOG.info("state=stopped reason={}", e.getMessage());
        }
    }

    private void handle(Invocation invocation) throws IOException {
        boolean first = cold;
        cold = false;
        HttpEvent event;
        try {
            event = HttpEvent.parse(invocation.event());
        } catch (IOException e) {
            LOG.warn("no request id={} reason={}", invocation.id(), e.getMessage());
            api.failed(invocation.id(), new FunctionError("Function.BadEvent", String.valueOf(e.getMessage())));
            return;
        }
        LocalAnswer answer;
        try {
            answer = registry.ask(event, invocation.deadline().minus(LAST_WORD));
        } catch (IOException | WireTimeout e) {
            LOG.warn("invocation failed id={} reason={}", invocation.id(), e.getMessage());
            api.failed(invocation.id(), noAnswer(invocation, e));
            return;
        }
        try (answer;
                var response = api.respond(invocation.id())) {
            response.prelude(answer.prelude(first));
            response.end(body(answer, response));
        } catch (IOException e) {
            LOG.warn("answer not taken id={} reason={}", invocation.id(), e.getMessage());
        }
    }

    private static FunctionError noAnswer(Invocation invocation, Exception e) {
        boolean overdue = !Instant.now().isBefore(invocation.deadline().minus(LAST_WORD));
        return new FunctionError(overdue ? TIMED_OUT : "Function.NoAnswer", String.valueOf(e.getMessage()));
    }

    /** Sends the body on; why it broke off, where it did. */
    private static Optional<FunctionError> body(LocalAnswer answer, ResponseStream response) throws IOException {
        while (true) {
            ByteBuffer piece;
            try {
                piece = answer.next();
            } catch (IOException | WireTimeout e) {
                return Optional.of(new FunctionError(
                        answer.isOverdue() ? TIMED_OUT : "Function.BodyCutOff", String.valueOf(e.getMessage())));
            }
            if (!piece.hasRemaining()) {
                return Optional.empty();
            }
            response.send(piece);
        }
    }
}
