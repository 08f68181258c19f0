package dev.acme.performance.registry.backends;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Answers of an object storage whose bucket is always there and whose objects behave as a test wants. */
public final class FakeS3 {
    private FakeS3() {}

    /** Says yes to every probe, and hands every read of an object to the answer. */
    public static ScriptedServer start(ScriptedServer.Answer onGet) {
        return ScriptedServer.answering((request, caller) -> {
            if (request.method().equals("HEAD")) {
                caller.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            } else {
                onGet.give(request, caller);
            }
        });
    }

    /** The object, as fast as it goes. */
    public static void whole(byte[] object, Caller caller) throws IOException {
        head(object.length, caller).send(object);
    }

    /** The head of an answer that promises this many bytes. */
    public static Caller head(long length, Caller caller) throws IOException {
        return caller.send("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: " + length + "\r\n\r\n");
    }

    /** A refusal as S3 words it. */
    public static void refused(int status, String code, Caller caller) throws IOException {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code></Error>";
        caller.send("HTTP/1.1 " + status + " X\r\nContent-Type: application/xml\r\nContent-Length: " + xml.length()
                + "\r\n\r\n" + xml);
    }

    /** Completes by itself after this many milliseconds. */
    public static CompletableFuture<Void> after(long millis) {
        return new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
    }
}
