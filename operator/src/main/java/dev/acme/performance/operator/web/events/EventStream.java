package dev.acme.performance.operator.web.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.acme.performance.operator.web.access.Caller;
import dev.acme.performance.operator.web.access.Reviews;
import dev.acme.performance.operator.web.access.Right;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.watch.Change;
import dev.acme.performance.operator.web.watch.Inventory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * What one client hears: all that it may see, then every change of it, and a comment in silence. It ends with the client's
 * rights, when the client cannot keep up, and after a quarter of an hour: clients come again and begin with all there is.
 */
final class EventStream implements Answer.Writer {
    private static final int MOST_RUNS = 1_000;

    private final Caller caller;
    private final Optional<String> namespace;
    private final Inventory inventory;
    private final Broadcast broadcast;
    private final EventTimes times;
    /** When the client was let in: his time does not begin with the end of a long first list. */
    private final long start;

    EventStream(Caller caller, Optional<String> namespace, Inventory inventory, Broadcast broadcast, EventTimes times) {
        this.caller = caller;
        this.namespace = namespace;
        this.inventory = inventory;
        this.broadcast = broadcast;
        this.times = times;
        this.start = times.nanoTime().getAsLong();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (var listener = broadcast.listen()) {
            snapshot(out);
            follow(out, listener);
        } catch (Reviews.Undecided e) {
            // nobody knows what this client may see any more
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void snapshot(OutputStream out) throws IOException {
        long number = broadcast.last();
        var names = inventory.namespaces();
        var runs = caller.where(Right.LIST_RUNS, names).and(this::isWanted);
        for (var run : inventory.runs(runs).stream().limit(MOST_RUNS).toList().reversed()) {
            send(out, number, new Change.OfRun(run));
        }
        var experiments = caller.where(Right.LIST_EXPERIMENTS, names).and(this::isWanted);
        for (var experiment : inventory.experiments(experiments)) {
            send(out, number, new Change.OfExperiment(experiment));
        }
        if (!inventory.isComplete()) {
            comment(out, "not all: the lists are not complete yet");
            return;
        }
        // who listened before knows now what is gone
        out.write(("id: " + number + "\nevent: all\ndata: {}\n\n").getBytes(UTF_8));
        out.flush();
    }

    private void follow(OutputStream out, Broadcast.Listener listener) throws IOException, InterruptedException {
        long reviewed = start;
        long now = times.nanoTime().getAsLong();
        long written = now;
        while (listener.isOpen() && now - start < times.longest().toNanos()) {
            // others' changes come in between, and neither hold the comment up nor show by it that they were there
            var next = listener.next(times.silence().minusNanos(now - written));
            now = times.nanoTime().getAsLong();
            if (now - reviewed >= times.review().toNanos()) {
                if (!caller.isStillKnown()) {
                    return;
                }
                reviewed = now;
            }
            if (next.isPresent() && isVisible(next.get().change())) {
                send(out, next.get().number(), next.get().change());
                out.flush();
                written = now;
            } else if (now - written >= times.silence().toNanos()) {
                comment(out, "still here");
                written = now;
            }
        }
    }

    private boolean isWanted(String other) {
        return namespace.map(other::equals).orElse(true);
    }

    private boolean isVisible(Change change) {
        var right = switch (change) {
            case Change.OfRun _ -> Right.LIST_RUNS;
            case Change.OfExperiment _ -> Right.LIST_EXPERIMENTS;
            case Change.Removed(var kind, var _, var _) ->
                kind == Change.Kind.RUN ? Right.LIST_RUNS : Right.LIST_EXPERIMENTS;
        };
        return isWanted(change.namespace()) && caller.may(right, change.namespace());
    }

    private static void send(OutputStream out, long number, Change change) throws IOException {
        switch (change) {
            case Change.OfRun(var run) -> event(out, number, "run", run);
            case Change.OfExperiment(var experiment) -> event(out, number, "experiment", experiment);
            case Change.Removed(var kind, var in, var name) ->
                event(
                        out,
                        number,
                        "removed",
                        Map.of(
                                "kind",
                                kind == Change.Kind.RUN ? "PerformanceRun" : "PerformanceExperiment",
                                "namespace",
                                in,
                                "name",
                                name));
        }
    }

    /** JSON of one line, as the format wants it. */
    private static void event(OutputStream out, long number, String kind, Object data) throws IOException {
        String head = "id: " + number + "\nevent: " + kind + "\ndata: ";
        out.write((head + new String(Json.bytes(data), UTF_8) + "\n\n").getBytes(UTF_8));
    }

    private static void comment(OutputStream out, String text) throws IOException {
        out.write((": " + text + "\n\n").getBytes(UTF_8));
        out.flush();
    }
}
