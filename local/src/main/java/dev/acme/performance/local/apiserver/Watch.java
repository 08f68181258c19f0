package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one watcher has yet to be told, from a revision on and without a gap.
 *
 * <p>It holds no queue: it reads the store's remembered changes behind its own mark. A watcher that is too slow finds its
 * changes forgotten and is told to list again, as by a real server.
 */
final class Watch {
    /** After which a bookmark is told, or nothing. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final long USUAL_SECONDS = 1_800;
    private static final long MOST_SECONDS = 3_600;

    private final Store store;
    private final Target target;
    private final Selection selection;
    private final boolean wantsBookmarks;
    private Instant end;
    private final List<WatchEvent> initial;
    private long mark;

    Watch(ObjectApi api, Target target, Query query, Instant now) {
        this.store = api.store();
        this.target = target;
        this.selection = query.selection(target);
        this.wantsBookmarks = query.flag("allowWatchBookmarks");
        this.end = now.plusSeconds(seconds(query));
        long from = query.number("resourceVersion", 0);
        if (from < 0) {
            throw ApiFailure.badRequest("invalid resourceVersion: " + from);
        }
        boolean wantsAll = query.flag("sendInitialEvents");
        this.initial = new ArrayList<>();
        if (from == 0 || wantsAll) {
            addInitial(api.list(selection), wantsAll);
        } else {
            mark = from;
        }
    }

    /** A watch may end whenever the server likes: the watcher lists again. */
    private static long seconds(Query query) {
        long asked = query.number("timeoutSeconds", 0);
        return asked < 1 ? USUAL_SECONDS : Math.min(asked, MOST_SECONDS);
    }

    private void addInitial(Store.Snapshot snapshot, boolean wantsEnd) {
        snapshot.objects().forEach(object -> initial.add(event("ADDED", object)));
        mark = snapshot.revision();
        if (wantsEnd) {
            var bookmark = bookmark();
            bookmark.withObject("/metadata/annotations").put("k8s.io/initial-events-end", "true");
            initial.add(new WatchEvent(WatchEvent.BOOKMARK, bookmark));
        }
    }

    /** Whether the time the watcher asked for is over, or the watch has failed. */
    boolean isOver(Instant now) {
        return !now.isBefore(end);
    }

    /** The next events, waiting for the first; a single error event ends the watch. */
    List<WatchEvent> next(Instant now) throws InterruptedException {
        if (!initial.isEmpty()) {
            var events = List.copyOf(initial);
            initial.clear();
            return events;
        }
        var left = Duration.between(now, end);
        var wait = left.compareTo(SILENCE) < 0 ? left : SILENCE;
        try {
            var changes = store.changesAfter(mark, wait);
            if (changes.isEmpty()) {
                return wantsBookmarks ? List.of(new WatchEvent(WatchEvent.BOOKMARK, bookmark())) : List.of();
            }
            mark = changes.getLast().revision();
            return events(changes);
        } catch (Store.Forgotten e) {
            end = now;
            return List.of(tooOld());
        }
    }

    private List<WatchEvent> events(List<Change> changes) {
        var events = new ArrayList<WatchEvent>();
        for (var change : changes) {
            if (!selection.includes(change.key())) {
                continue;
            }
            boolean wasSelected = !change.isCreation() && selection.selects(change.before());
            boolean isSelected = selection.selects(change.after());
            if (isSelected) {
                events.add(event(wasSelected ? "MODIFIED" : "ADDED", change.after()));
            } else if (wasSelected) {
                events.add(event("DELETED", lastSeen(change)));
            }
        }
        return events;
    }

    /** What the selector selected last, with the revision of the change that ended it. */
    private static JsonNode lastSeen(Change change) {
        ObjectNode last = change.before().deepCopy();
        last.withObject("/metadata").put("resourceVersion", Long.toString(change.revision()));
        return last;
    }

    private WatchEvent event(String type, JsonNode object) {
        return new WatchEvent(type, VersionOf.shown(object, target));
    }

    private ObjectNode bookmark() {
        var bookmark = Json.object()
                .put("kind", target.type().kind())
                .put("apiVersion", target.type().apiVersion(target.version()));
        bookmark.putObject("metadata")
                .put("resourceVersion", Long.toString(mark))
                .putNull("creationTimestamp");
        return bookmark;
    }

    private WatchEvent tooOld() {
        var expired = ApiFailure.of(
                ApiFailure.Reason.EXPIRED,
                "too old resource version: " + mark + " (" + Math.max(1, store.revision() - Store.REMEMBERED) + ")");
        return new WatchEvent(WatchEvent.ERROR, expired.status());
    }
}
