package dev.acme.performance.operator.web.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The newest objects of each namespace, so many at most: a namespace that fills without end takes no room from the others. Of the
 * older ones it knows where they stand only, and looks the next of them up where a newer one leaves.
 */
final class Newest<T> {
    private static final Comparator<Place> OLDEST_FIRST =
            Comparator.comparing(Place::createdAt).thenComparing(Place::name);

    private final int most;
    private final Function<T, Place> place;
    private final Function<Place, Optional<T>> source;
    private final Map<String, Kept> byNamespace = new HashMap<>();

    /** Where an object stands among those of its namespace; instants as the API server writes them. */
    record Place(String namespace, String name, String createdAt) {}

    /**
     * @param most of a namespace
     * @param source an object that was put here once, as it is now; empty where it is no more
     */
    Newest(int most, Function<T, Place> place, Function<Place, Optional<T>> source) {
        this.most = most;
        this.place = place;
        this.source = source;
    }

    /** In place of the one of the same name, which is answered where it was among the newest. */
    synchronized Optional<T> put(T object) {
        var at = place.apply(object);
        return byNamespace.computeIfAbsent(at.namespace(), _ -> new Kept()).put(at, object);
    }

    synchronized Optional<T> get(String namespace, String name) {
        return Optional.ofNullable(byNamespace.get(namespace)).flatMap(kept -> kept.get(name));
    }

    synchronized void remove(String namespace, String name) {
        byNamespace.computeIfPresent(namespace, (_, kept) -> {
            kept.remove(name);
            return kept.places.isEmpty() ? null : kept;
        });
    }

    /** In no order. */
    synchronized List<T> all() {
        var all = new ArrayList<T>();
        byNamespace.values().forEach(kept -> all.addAll(kept.newest.values()));
        return all;
    }

    /** Those in which something is. */
    synchronized List<String> namespaces() {
        return List.copyOf(byNamespace.keySet());
    }

    /** Of one namespace. */
    private final class Kept {
        private final Map<String, Place> places = new HashMap<>();
        private final Map<String, T> newest = new HashMap<>();
        private final NavigableSet<Place> inOrder = new TreeSet<>(OLDEST_FIRST);
        private final NavigableSet<Place> older = new TreeSet<>(OLDEST_FIRST);

        Optional<T> get(String name) {
            return Optional.ofNullable(newest.get(name));
        }

        Optional<T> put(Place at, T object) {
            if (older.contains(at)) {
                return Optional.empty();
            }
            var before = get(at.name());
            if (!at.equals(places.get(at.name()))) {
                remove(at.name());
                places.put(at.name(), at);
                inOrder.add(at);
            }
            newest.put(at.name(), object);
            if (inOrder.size() > most) {
                var oldest = inOrder.removeFirst();
                newest.remove(oldest.name());
                older.add(oldest);
            }
            return before;
        }

        void remove(String name) {
            var at = places.remove(name);
            if (at != null && !older.remove(at)) {
                inOrder.remove(at);
                newest.remove(name);
                refill();
            }
        }

        /** The next older one; one that is gone is left out, for that it left is about to be told. */
        private void refill() {
            while (inOrder.size() < most && !older.isEmpty()) {
                var next = older.removeLast();
                source.apply(next)
                        .filter(object -> place.apply(object).equals(next))
                        .ifPresentOrElse(
                                object -> {
                                    inOrder.add(next);
                                    newest.put(next.name(), object);
                                },
                                () -> places.remove(next.name()));
            }
        }
    }
}
