package dev.acme.performance.operator.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.web.watch.Newest.Place;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Newest<Place> newest = new Newest<>(3, Function.identity());

    @Test
    void theOldestOfAFullNamespaceLeaves() {
        put("bench", 5, 1, 4, 2, 3);

        assertThat(newest.all()).extracting(Place::name).containsExactlyInAnyOrder("run-3", "run-4", "run-5");
        assertThat(newest.get("bench", "run-1")).isEmpty();
        assertThat(newest.get("bench", "run-5")).isPresent();
    }

    @Test
    void aFullNamespaceTakesNoRoomFromAnother() {
        put("quiet", 1);
        put("noisy", IntStream.rangeClosed(2, 100).toArray());

        assertThat(newest.get("quiet", "run-1")).isPresent();
        assertThat(newest.all()).hasSize(4);
    }

    @Test
    void whatComesAgainTakesItsOwnPlace() {
        put("bench", 1, 2, 3);

        assertThat(newest.put(place("bench", 2))).contains(place("bench", 2));
        // deleted and made anew under its name
        assertThat(newest.put(new Place("bench", "run-1", "9"))).contains(place("bench", 1));
        put("bench", 4);

        assertThat(newest.all()).extracting(Place::name).containsExactlyInAnyOrder("run-1", "run-3", "run-4");
    }

    @Test
    void whatIsRemovedLeavesRoom() {
        put("bench", 1, 2, 3);

        newest.remove("bench", "run-2");
        newest.remove("bench", "nobody");
        newest.remove("nowhere", "run-1");
        put("bench", 0);

        assertThat(newest.all()).extracting(Place::name).containsExactlyInAnyOrder("run-0", "run-1", "run-3");
        List.of(0, 1, 3).forEach(i -> newest.remove("bench", "run-" + i));
        assertThat(newest.namespaces()).isEmpty();
    }

    private void put(String namespace, int... numbers) {
        for (int number : numbers) {
            newest.put(place(namespace, number));
        }
    }

    private static Place place(String namespace, int number) {
        return new Place(namespace, "run-" + number, "%03d".formatted(number));
    }
}
