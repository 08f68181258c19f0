package dev.acme.performance.registry.backends;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub with the Hugging Face hub's URL layout, and a second host that holds its large files; both misbehave on demand. */
public final class FakeHub implements AutoCloseable {
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> large;
    private final ScriptedServer hub;
    private final ScriptedServer storage;
    private final List<Caller.Request> hubSaw = new CopyOnWriteArrayList<>();
    private final List<Caller.Request> storageSaw = new CopyOnWriteArrayList<>();
    private final Queue<ScriptedServer.Answer> hubFaults = new ConcurrentLinkedQueue<>();
    private final Queue<ScriptedServer.Answer> storageFaults = new ConcurrentLinkedQueue<>();

    private FakeHub(Map<String, byte[]> files, List<String> large) {
        this.files.putAll(files);
        this.large = List.copyOf(large);
        this.hub = ScriptedServer.answering((request, caller) -> {
            hubSaw.add(request);
            take(hubFaults, this::hub).give(request, caller);
        });
        this.storage = ScriptedServer.answering((request, caller) -> {
            storageSaw.add(request);
            take(storageFaults, this::stored).give(request, caller);
        });
    }

    /** Holds one model, the large files of which lie on the second host. */
    public static FakeHub of(Map<String, byte[]> files, String... large) {
        return new FakeHub(files, List.of(large));
    }

    /** Answers the hub's next request like this instead. */
    public FakeHub hubFault(ScriptedServer.Answer fault) {
        hubFaults.add(fault);
        return this;
    }

    /** Answers the second host's next request like this instead. */
    public FakeHub storageFault(ScriptedServer.Answer fault) {
        storageFaults.add(fault);
        return this;
    }

    public URI base() {
        return URI.create("http://localhost:" + hub.port());
    }

    public List<Caller.Request> hubSaw() {
        return List.copyOf(hubSaw);
    }

    public List<Caller.Request> storageSaw() {
        return List.copyOf(storageSaw);
    }

    public static void send(int status, String headers, byte[] body, Caller caller) throws IOException {
        caller.send("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                .send(body);
    }

    private static ScriptedServer.Answer take(Queue<ScriptedServer.Answer> faults, ScriptedServer.Answer usual) {
        var fault = faults.poll();
        return fault == null ? usual : fault;
    }

    private void hub(Caller.Request request, Caller caller) throws IOException {
        var target = request.target();
        var resolve = "/owner/model/resolve/" + COMMIT + "/";
        if (target.equals("/api/models/owner/model/revision/main?blobs=true")) {
            send(200, "", description().getBytes(StandardCharsets.UTF_8), caller);
        } else if (!target.startsWith(resolve) || !files.containsKey(target.substring(resolve.length()))) {
            send(404, "", new byte[0], caller);
        } else {
            file(request, target.substring(resolve.length()), caller);
        }
    }

    private void file(Caller.Request request, String name, Caller caller) throws IOException {
        var bytes = bytes(name);
        if (large.contains(name)) {
            send(
                    302,
                    "Location: http://127.0.0.1:" + storage.port() + "/blob/" + name + "\r\nX-Linked-Size: "
                            + bytes.length + "\r\nX-Linked-Etag: \"" + Registry.sha256(bytes) + "\"\r\n",
                    new byte[0],
                    caller);
        } else {
            part(request, bytes, "ETag: \"" + gitHash(bytes) + "\"\r\n", caller);
        }
    }

    private void stored(Caller.Request request, Caller caller) throws IOException {
        part(request, bytes(request.target().substring("/blob/".length())), "", caller);
    }

    private static void part(Caller.Request request, byte[] bytes, String headers, Caller caller) throws IOException {
        var range = request.header("range");
        if (range.isEmpty()) {
            send(200, headers, bytes, caller);
            return;
        }
        int from = Integer.parseInt(range.get().replaceAll("bytes=([0-9]+)-", "$1"));
        if (from >= bytes.length) {
            send(416, headers, new byte[0], caller);
            return;
        }
        var contentRange = "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length + "\r\n";
        send(206, headers + contentRange, java.util.Arrays.copyOfRange(bytes, from, bytes.length), caller);
    }

    private byte[] bytes(String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    private String description() {
        var siblings = files.entrySet().stream().map(file -> {
            var lfs = large.contains(file.getKey())
                    ? ",\"lfs\":{\"sha256\":\"" + Registry.sha256(file.getValue()) + "\"}"
                    : "";
            return "{\"rfilename\":\"" + file.getKey() + "\",\"size\":" + file.getValue().length + lfs + "}";
        });
        return "{\"sha\":\"" + COMMIT + "\",\"siblings\":[" + String.join(",", siblings.toList()) + "]}";
    }

    private static String gitHash(byte[] bytes) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha1.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.close();
        storage.close();
    }
}
