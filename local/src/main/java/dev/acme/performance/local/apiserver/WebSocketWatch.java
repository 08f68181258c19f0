package dev.acme.performance.local.apiserver;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** A watch whose events are WebSocket messages, sent one after the other by a thread of its own. */
public final class WebSocketWatch implements Session.Listener.AutoDemanding {
    private static final long SEND_LIMIT_SECONDS = 30;

    private final Watch watch;
    private final InstantSource clock;
    private volatile Thread sender = Thread.currentThread();

    WebSocketWatch(Watch watch, InstantSource clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        sender = Thread.ofVirtual().name("watch").start(() -> send(session));
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        sender.interrupt();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        sender.interrupt();
    }

    private void send(Session session) {
        try {
            boolean hasFailed = false;
            while (!hasFailed && session.isOpen() && !watch.isOver(clock.instant())) {
                for (var event : watch.next(clock.instant())) {
                    var sent = new Callback.Completable();
                    session.sendText(new String(event.bytes(), StandardCharsets.UTF_8), sent);
                    sent.get(SEND_LIMIT_SECONDS, TimeUnit.SECONDS);
                    hasFailed |= event.type().equals(WatchEvent.ERROR);
                }
            }
            session.close(StatusCode.NORMAL, "", Callback.NOOP);
        } catch (ExecutionException | TimeoutException e) {
            session.disconnect();
        } catch (InterruptedException e) {
            session.disconnect();
            Thread.currentThread().interrupt();
        }
    }
}
