package dev.acme.performance.loadgen;

import dev.acme.performance.loadgen.stats.Tally;
import dev.acme.performance.loadgen.verify.Digests;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Loads, beside the reading of the profile, what the first connection and the first answer will need: class loading is
 * most of this program's start (docs/adr/0004). Whatever fails here fails again, and is reported, where it is needed.
 */
final class Preloading implements Runnable {
    private Preloading() {}

    static void start() {
        Thread.ofPlatform().daemon().name("preloading").start(new Preloading());
    }

    @Override
    public void run() {
        try (var selector = Selector.open();
                var channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            channel.register(selector, 0);
        } catch (IOException e) {
            return;
        }
        new Tally(0, 1).close();
        Digests.preload();
    }
}
