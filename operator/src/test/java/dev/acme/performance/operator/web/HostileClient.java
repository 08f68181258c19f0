package dev.acme.performance.operator.web;

import dev.acme.performance.crds.PerformanceRunStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Somebody with a good token and bad manners, and the API with the run {@code bench/tiny} that a class of tests has of them. */
final class HostileClient implements AfterEachCallback, AfterAllCallback {
    static final String AUTHORIZATION = "Authorization: Bearer " + WebAtWork.RIGHT + "\r\n";
    static final String HEAD = "Host: localhost\r\n" + AUTHORIZATION;
    static final String CONTENT = "Content-Type: application/json\r\n";
    /** As long as a user's rate needs to forgive what a test has asked. */
    private static final Duration FORGIVEN = Duration.ofSeconds(10);

    final WebAtWork at;

    HostileClient(WebAtWork at) {
        this.at = at;
        at.run("bench", "tiny", PerformanceRunStatus.empty());
    }

    /** On a connection of its own. */
    RawClient.Answer ask(String text) throws IOException {
        try (var client = send(text)) {
            return client.answer();
        }
    }

    /** The same, for those who read on, or send on. */
    RawClient send(String text) throws IOException {
        return RawClient.to(at.port()).send(text);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        at.turnClock(FORGIVEN);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        at.close();
    }
}
