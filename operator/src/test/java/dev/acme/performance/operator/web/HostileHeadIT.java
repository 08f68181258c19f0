package dev.acme.performance.operator.web;

import static dev.acme.performance.operator.web.HostileClient.AUTHORIZATION;
import static dev.acme.performance.operator.web.HostileClient.CONTENT;
import static dev.acme.performance.operator.web.HostileClient.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.acme.performance.operator.web.access.Audit;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads that are not clear, or too large, over raw sockets; S-19 and S-23. */
class HostileHeadIT {
    private static final String LAST = "Connection: close\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    @RegisterExtension
    static final HostileClient HOSTILE = new HostileClient(new WebAtWork());

    private final WebAtWork at = HOSTILE.at;

    @ParameterizedTest
    @MethodSource("ambiguous")
    void aRequestWhoseEndIsNotClearIsNeverFollowedByAnother(String text) throws IOException {
        at.audited.clear();
        String smuggled = "GET /api/v1/runs/bench/tiny HTTP/1.1\r\n" + HEAD + "\r\n";
        try (var client = HOSTILE.send(text + smuggled)) {
            var codes = STATUS.matcher(client.rest())
                    .results()
                    .map(it -> it.group(1))
                    .toList();

            assertThat(codes).as(text).singleElement().isIn("400", "501");
            assertThat(at.audited).as("and none is carried out unanswered").noneMatch(entry -> entry.status() < 400);
        }
    }

    /** Each has one fault, so that each is refused for its own sake: {@link #aClearRequestIsFollowedByAnother}. */
    static Stream<String> ambiguous() {
        String post = "POST /health/performance/workload HTTP/1.1\r\n" + HEAD + CONTENT;
        String body = "\r\n{}";
        String chunk = "\r\n2\r\n{}\r\n0\r\n\r\n";
        String get = "GET /api/v1/runs HTTP/1.1\r\n";
        return Stream.of(
                post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + chunk,
                post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n" + chunk,
                post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + chunk,
                post + "Transfer-Encoding: chunked, chunked\r\n" + chunk,
                post + "Transfer-Encoding: identity, chunked\r\n" + chunk,
                post + "Transfer-Encoding: identity\r\n" + chunk,
                post + "Transfer-Encoding: gzip\r\n" + chunk,
                post + "Transfer-Encoding: xchunked\r\n" + chunk,
                post + "Transfer-Encoding: \"chunked\"\r\n" + chunk,
                post + "Transfer-Encoding : chunked\r\n" + chunk,
                post + "Content-Length: 2\r\nContent-Length: 3\r\n" + body,
                post + "Content-Length: 2, 3\r\n" + body,
                post + "Content-Length: +2\r\n" + body,
                post + "Content-Length: -2\r\n" + body,
                post + "Content-Length: 0x2\r\n" + body,
                post + "Content-Length: 2 2\r\n" + body,
                post + "Content-Length : 2\r\n" + body,
                post + "Content-Length: 99999999999999999999\r\n" + body,
                post + "Content-Length:\r\n" + body,
                post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
                get + HEAD + "X: y\r\n folded: z\r\n\r\n",
                get + HEAD + "X: y\r\n folded\r\n\r\n",
                get + HEAD + "no colon\r\n\r\n",
                get + HEAD + ": no name\r\n\r\n",
                get + HEAD + "X : y\r\n\r\n",
                get + HEAD + "X: y\0z\r\n\r\n",
                get + AUTHORIZATION + "\r\n",
                get + "Host: a\r\nHost: b\r\n" + AUTHORIZATION + "\r\n",
                get.replace("GET ", "GET  ") + HEAD + "\r\n",
                get.replace(" HTTP", "  HTTP") + HEAD + "\r\n",
                get.replace("HTTP/1.1", "HTTP/1.10") + HEAD + "\r\n",
                // bare line feeds, and bare carriage returns, in every place of a head
                get.replace("\r\n", "\n") + HEAD + "\r\n",
                get + HEAD.replace("\r\n", "\n") + "\r\n",
                get + HEAD + "\n",
                (get + HEAD).replace("\r\n", "\n") + "\n",
                get + HEAD + "X: y\nTransfer-Encoding: chunked\r\n\r\n",
                get + HEAD + "X: y\rTransfer-Encoding: chunked\r\n\r\n");
    }

    /** A body that nobody reads is no request either. */
    @Test
    void whatFollowsARefusedBodyIsNotCarriedOut() throws IOException {
        at.audited.clear();
        String body = "{\"metadata\":{\"namespace\":\"bench\",\"name\":\"smuggled\"},\"spec\":{\"clients\":1}}";
        String smuggled = "POST /api/v1/runs HTTP/1.1\r\n" + HEAD + CONTENT + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
        String refused = "POST /api/v1/runs HTTP/1.1\r\n" + HEAD + "Content-Type: text/plain\r\n";
        try (var client = HOSTILE.send(refused + "Content-Length: " + smuggled.length() + "\r\n\r\n" + smuggled)) {
            assertThat(STATUS.matcher(client.rest()).results().map(it -> it.group(1)))
                    .containsExactly("415");
        }
        assertThat(at.get("/api/v1/runs/bench/smuggled").statusCode()).isEqualTo(404);
        assertThat(at.audited).extracting(Audit.Entry::status).containsExactly(415, 404);
    }

    /** What the refused ones are like without their faults. */
    @Test
    void aClearRequestIsFollowedByAnother() throws IOException {
        String get = "GET /api/v1/runs HTTP/1.1\r\n" + HEAD;
        for (var text : List.of(
                get + "X: y\r\n\r\n",
                "POST /api/v1/runs/bench/tiny/cancel HTTP/1.1\r\n" + HEAD + CONTENT + "Content-Length: 2\r\n\r\n{}",
                "POST /api/v1/runs/bench/tiny/cancel HTTP/1.1\r\n" + HEAD + CONTENT
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")) {
            try (var client = HOSTILE.send(text + get + LAST)) {
                assertThat(STATUS.matcher(client.rest()).results().map(it -> it.group(1)))
                        .as(text)
                        .containsExactly(text.startsWith("GET") ? "200" : "202", "200");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("large")
    void aHeadThatIsTooLargeIsRefusedAndLeavesALine(int status, String text) throws IOException {
        at.audited.clear();
        try (var client = HOSTILE.send(text)) {
            assertThat(STATUS.matcher(client.rest()).results().map(it -> it.group(1)))
                    .containsExactly(Integer.toString(status));
        }
        assertThat(at.audited).extracting(Audit.Entry::status).containsExactly(status);
    }

    static Stream<Arguments> large() {
        String get = "GET /api/v1/runs HTTP/1.1\r\n" + HEAD;
        return Stream.of(
                Arguments.of(414, "GET /" + "a".repeat(6_000) + " HTTP/1.1\r\n" + HEAD + "\r\n"),
                Arguments.of(400, "GET /" + "a".repeat(2_000) + " HTTP/1.1\r\n" + HEAD + LAST),
                Arguments.of(431, get + "X: " + "a".repeat(20_000) + "\r\n\r\n"),
                Arguments.of(431, get + "a".repeat(20_000) + ": x\r\n\r\n"),
                Arguments.of(431, get + "X: y\r\n".repeat(5_000) + "\r\n"),
                Arguments.of(400, "GET /api/v1/runs?" + "a=b&".repeat(40) + " HTTP/1.1\r\n" + HEAD + LAST));
    }

    @Test
    void aRequestThatCannotBeReadLeavesALineWithNothingOfIt() throws IOException {
        at.audited.clear();

        assertThat(HOSTILE.ask("evil\r\n\r\n").status()).isEqualTo(400);
        assertThat(HOSTILE.ask("GET / HTTP/1.0\r\n\r\n").status()).isEqualTo(505);
        assertThat(HOSTILE.ask("GET /api/v1/runs HTTP/1.1\r\n" + HEAD + "evil\r\n\r\n")
                        .status())
                .isEqualTo(400);

        assertThat(at.audited)
                .extracting(Audit.Entry::status, Audit.Entry::path, Audit.Entry::user)
                .containsExactly(tuple(400, "-", ""), tuple(505, "-", ""), tuple(400, "-", ""));
    }
}
