package dev.acme.performance.operator.web.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Places for streams, so many for each user and for all; whoever takes one gives it back by running it, once or more. */
final class StreamSlots {
    private final int mostOfUser;
    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    StreamSlots(int mostOfUser, int most) {
        this.mostOfUser = mostOfUser;
        this.most = most;
    }

    /** Empty where there is none left. */
    synchronized Optional<Runnable> take(String user) {
        if (all >= most || taken.getOrDefault(user, 0) >= mostOfUser) {
            return Optional.empty();
        }
        all++;
        taken.merge(user, 1, Integer::sum);
        var isTaken = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (isTaken.getAndSet(false)) {
                giveBack(user);
            }
        });
    }

    private synchronized void giveBack(String user) {
        all--;
        taken.computeIfPresent(user, (_, slots) -> slots > 1 ? slots - 1 : null);
    }
}
