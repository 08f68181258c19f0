package dev.acme.performance.local.apiserver;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** A watch whose events are WebSocket messages, sent one after the other by a thread of its own. */
final class WatchSocket extends WebSocketListener {
    private static final int NORMAL = 1000;

    private final Watch watch;
    private final InstantSource clock;
    private volatile Runnable stop = () -> {};

    WatchSocket(Watch watch, InstantSource clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        var sender = Thread.ofVirtual().name("watch").unstarted(() -> send(socket));
        stop = sender::interrupt;
        sender.start();
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
        stop.run();
    }

    @Override
    public void onFailure(WebSocket socket, Throwable error, Response response) {
        stop.run();
    }

    private void send(WebSocket socket) {
        try {
            boolean goesOn = true;
            while (goesOn && !watch.isOver(clock.instant())) {
                for (var event : watch.next(clock.instant())) {
                    goesOn &= socket.send(new String(event.bytes(), StandardCharsets.UTF_8));
                }
            }
            socket.close(NORMAL, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
