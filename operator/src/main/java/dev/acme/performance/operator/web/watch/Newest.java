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

/** The newest objects of each namespace, so many at most: a namespace that fills without end takes no room from the others. */
final class Newest<T> {
    private final int most;
    private final Function<T, Place> place;
    private final Map<String, Kept<T>> byNamespace = new HashMap<>();

    /** Where an object stands among those of its namespace; instants as the API server writes them. */
    record Place(String namespace, String name, String createdAt) {}

    private record Kept<T>(Map<String, T> byName, NavigableSet<Place> inOrder) {
        Kept() {
            this(
                    new HashMap<>(),
                    new TreeSet<>(Comparator.comparing(Place::createdAt).thenComparing(Place::name)));
        }
    }

    /** @param most of a namespace */
    Newest(int most, Function<T, Place> place) {
        this.most = most;
        this.place = place;
    }

    /** In place of the one of the same name, which is answered; the oldest leaves where there are too many. */
    synchronized Optional<T> put(T object) {
        var at = place.apply(object);
        var kept = byNamespace.computeIfAbsent(at.namespace(), _ -> new Kept<>());
        var before = Optional.ofNullable(kept.byName().put(at.name(), object));
        before.ifPresent(old -> kept.inOrder().remove(place.apply(old)));
        kept.inOrder().add(at);
        if (kept.inOrder().size() > most) {
            kept.byName().remove(kept.inOrder().removeFirst().name());
        }
        return before;
    }

    synchronized Optional<T> get(String namespace, String name) {
        var kept = byNamespace.get(namespace);
        return kept == null
                ? Optional.empty()
                : Optional.ofNullable(kept.byName().get(name));
    }

    synchronized void remove(String namespace, String name) {
        byNamespace.computeIfPresent(namespace, (_, kept) -> {
            var gone = kept.byName().remove(name);
            if (gone != null) {
                kept.inOrder().remove(place.apply(gone));
            }
            return kept.byName().isEmpty() ? null : kept;
        });
    }

    /** In no order. */
    synchronized List<T> all() {
        var all = new ArrayList<T>();
        byNamespace.values().forEach(kept -> all.addAll(kept.byName().values()));
        return all;
    }

    /** Those in which something is. */
    synchronized List<String> namespaces() {
        return List.copyOf(byNamespace.keySet());
    }
}
