package dev.acme.performance.operator.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A request as it came: nothing of it is decoded, and its body is read when it is asked for. */
public final class Incoming {
    private static final Pattern PLAIN = Pattern.compile("/|(/[A-Za-z0-9_][A-Za-z0-9._-]*)+");
    private static final int LONGEST_PATH = 1_024;
    private static final int RETRY_SECONDS = 5;

    private final ServerRequest request;
    private final Limits limits;
    private final ClientSockets sockets;
    private boolean isRead;
    private boolean isUnclear;

    Incoming(ServerRequest request, Limits limits, ClientSockets sockets) {
        this.request = request;
        this.limits = limits;
        this.sockets = sockets;
    }

    public String method() {
        return request.prologue().method().text();
    }

    /** Such as {@code /api/v1/runs}; refuses every path that something could decode, normalise or misread. */
    public String path() {
        String path = request.prologue().uriPath().rawPath();
        if (path.length() > LONGEST_PATH || !PLAIN.matcher(path).matches() || path.contains("..")) {
            throw Problem.of(
                            Problem.Kind.BAD_REQUEST,
                            "paths hold letters, digits, dots, hyphens, underscores and slashes only")
                    .refusal();
        }
        return path;
    }

    public Query query() {
        return Query.of(request.prologue().query().rawValue());
    }

    /** Empty where it is absent; refused where it comes twice. */
    public Optional<String> header(String name) {
        List<String> values = request.headers().all(HeaderNames.create(name), List::of).stream()
                .toList();
        if (values.size() > 1) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "the header " + name + " comes more than once")
                    .refusal();
        }
        return values.stream().findFirst();
    }

    /** The address of the peer, without its port. */
    public String remote() {
        return request.remotePeer().address() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : request.remotePeer().host();
    }

    /**
     * Whom the API server knows has asked: where there are too many connections, strangers' go before this one. Refuses where he
     * has too many himself.
     */
    public void comesFromUser(String user) {
        if (!sockets.becomeUsers(request.remotePeer().address(), user)) {
            throw Problem.of(
                            Problem.Kind.TOO_MANY_REQUESTS,
                            "too many requests of yours are under way, or answered and not read")
                    .retryAfter(RETRY_SECONDS)
                    .refusal();
        }
    }

    /**
     * Refuses a head that can be read in two ways: two framings of one body, or an unknown one, are two readings of where the next
     * request begins.
     */
    public void checkHead() {
        var encodings = request.headers().all(HeaderNames.TRANSFER_ENCODING, List::of);
        var lengths = request.headers().all(HeaderNames.CONTENT_LENGTH, List::of);
        boolean isClear = encodings.isEmpty()
                ? lengths.isEmpty()
                        || (lengths.size() == 1 && lengths.getFirst().matches("[0-9]{1,18}"))
                : lengths.isEmpty()
                        && encodings.size() == 1
                        && encodings.getFirst().equalsIgnoreCase("chunked");
        // the web server lets a line pass that begins with its colon
        boolean areNamed =
                request.headers().stream().noneMatch(header -> header.name().isBlank());
        isUnclear = !isClear || !areNamed;
        if (isUnclear) {
            throw Problem.of(
                            Problem.Kind.BAD_REQUEST,
                            isClear ? "a header has no name" : "the length of the body is not clear")
                    .refusal();
        }
        if (request.headers().contentLength().orElse(0) > limits.bodyBytes()) {
            throw tooLarge();
        }
    }

    boolean hasBody() {
        return request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                || request.headers().contentLength().orElse(0) != 0;
    }

    /** Whether nothing may follow it: its client says so, or bytes of it that nobody read would be taken for the next request. */
    boolean isLast() {
        return isUnclear || (hasBody() && !isRead) || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    /** All of it; refused beyond the limit. */
    public byte[] body() {
        if (!hasBody()) {
            return new byte[0];
        }
        byte[] body = read();
        if (body.length > limits.bodyBytes()) {
            throw tooLarge();
        }
        isRead = true;
        sockets.enter(request.remotePeer().address(), ClientSocket.Stage.ANSWER);
        return body;
    }

    /** At most a byte more than is taken. The stream is left open: to close it would be to read what is refused. */
    private byte[] read() {
        try {
            return request.content().inputStream().readNBytes(limits.bodyBytes() + 1);
        } catch (RequestException e) {
            throw e.status().code() == Problem.Kind.TOO_LARGE.status() ? tooLarge() : broken();
        } catch (IOException | RuntimeException e) {
            // the web server's own words for broken chunks, among them that a length is no number
            throw broken();
        }
    }

    private static Refusal broken() {
        return Problem.of(Problem.Kind.BAD_REQUEST, "the body cannot be read").refusal();
    }

    private Refusal tooLarge() {
        return Problem.of(Problem.Kind.TOO_LARGE, "a body has at most " + limits.bodyBytes() + " bytes")
                .refusal();
    }
}
