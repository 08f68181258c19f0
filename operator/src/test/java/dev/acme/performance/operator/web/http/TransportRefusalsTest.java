package dev.acme.performance.operator.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a request that no route has seen. */
class TransportRefusalsTest {
    private final List<Integer> unread = new ArrayList<>();
    private final TransportRefusals refusals = new TransportRefusals(unread::add);

    @Test
    void aServerThatIsFullSaysWhenToComeAgain() {
        var answer = refused(Status.SERVICE_UNAVAILABLE_503);

        assertThat(answer.headers().get(HeaderNames.RETRY_AFTER).get()).isEqualTo("5");
        assertThat(text(answer)).contains("\"status\":503", "as many requests are under way as this replica takes");
        assertThat(unread).containsExactly(503);
    }

    @Test
    void whatTimeDoesNotHealSaysNothingOfIt() {
        var answer = refused(Status.BAD_REQUEST_400);

        assertThat(answer.headers().contains(HeaderNames.RETRY_AFTER)).isFalse();
        assertThat(text(answer)).contains("\"status\":400", "the request was not understood");
    }

    private TransportResponse refused(Status status) {
        return refusals.handle(
                TransportRequest.empty(), EventType.OTHER, status, ServerResponseHeaders.create(), "words of its own");
    }

    private static String text(TransportResponse answer) {
        return new String(answer.entity().orElseThrow(), UTF_8);
    }
}
