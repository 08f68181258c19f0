package dev.acme.performance.loadgen.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers with what they mean; a tilde stands for a line's end. {@code failure} is that of an answer cut in its body. */
record Canned(String name, String wire, int status, String body, boolean keepsAlive, boolean endsWithConnection) {

    byte[] bytes() {
        return wire.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Where the head of the last response ends. */
    int headEnd() {
        return wire.replace("~", "\r\n").indexOf("\r\n\r\n", Math.max(0, lastHead())) + 4;
    }

    private int lastHead() {
        return wire.replace("~", "\r\n").lastIndexOf("HTTP/1.");
    }

    @Override
    public String toString() {
        return name;
    }

    static List<Canned> all() {
        return List.of(
                new Canned("length", "HTTP/1.1 200 OK~Content-Length: 10~~0123456789", 200, "0123456789", true, false),
                new Canned("empty", "HTTP/1.1 200 OK~Content-Length: 0~~", 200, "", true, false),
                new Canned("close", "HTTP/1.1 200 OK~Content-Length: 2~Connection: close~~ab", 200, "ab", false, false),
                new Canned("until close", "HTTP/1.1 200 OK~Server: x~~abcdef", 200, "abcdef", false, true),
                new Canned("http 1.0", "HTTP/1.0 200 OK~Content-Length: 1~~z", 200, "z", false, false),
                new Canned("no content", "HTTP/1.1 204 No Content~~", 204, "", true, false),
                new Canned("not modified", "HTTP/1.1 304 Not Modified~Content-Length: 99~~", 304, "", true, false),
                new Canned("status", "HTTP/1.1 503 No~Content-Length: 4~~oops", 503, "oops", true, false),
                new Canned(
                        "interim",
                        "HTTP/1.1 100 Continue~~HTTP/1.1 103 Hints~Link: x~~HTTP/1.1 200 OK~Content-Length: 2~~hi",
                        200,
                        "hi",
                        true,
                        false),
                new Canned(
                        "chunked",
                        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~4~wiki~A~0123456789~0~~",
                        200,
                        "wiki0123456789",
                        true,
                        false),
                new Canned(
                        "chunked with extensions and trailers",
                        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3;a=\"b\";c~abc~002 ; x~de~0;last~T: 1~U: 2~~",
                        200,
                        "abcde",
                        true,
                        false),
                new Canned(
                        "chunked and nothing in it",
                        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~000~~",
                        200,
                        "",
                        true,
                        false));
    }
}
