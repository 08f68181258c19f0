package dev.acme.performance.operator.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.web.watch.Newest.Place;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Map<String, Place> there = new HashMap<>();
    private final Newest<Place> newest =
            new Newest<>(3, Function.identity(), at -> Optional.ofNullable(there.get(at.name())));

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

    @Test
    void whereANewerOneLeavesTheNextOlderOneComesBack() {
        put("bench", 1, 2, 3, 4, 5);

        newest.remove("bench", "run-4");
        assertThat(names()).containsExactlyInAnyOrder("run-2", "run-3", "run-5");
        newest.remove("bench", "run-5");
        assertThat(names()).containsExactlyInAnyOrder("run-1", "run-2", "run-3");
        newest.remove("bench", "run-1");
        assertThat(names()).containsExactlyInAnyOrder("run-2", "run-3");
    }

    @Test
    void anOlderOneThatIsGoneOrWasMadeAnewMeanwhileIsLeftOutUntilItIsToldOf() {
        put("bench", 1, 2, 3, 4, 5, 6);
        there.remove("run-3");
        var anew = new Place("bench", "run-2", "9");
        there.put("run-2", anew);

        newest.remove("bench", "run-6");
        assertThat(names()).containsExactlyInAnyOrder("run-1", "run-4", "run-5");
        newest.remove("bench", "run-3");
        newest.put(anew);
        assertThat(names()).containsExactlyInAnyOrder("run-2", "run-4", "run-5");
        newest.remove("bench", "run-2");
        assertThat(names()).containsExactlyInAnyOrder("run-1", "run-4", "run-5");
    }

    @Test
    void anOlderOneThatChangesStaysLeftOut() {
        put("bench", 1, 2, 3, 4);

        assertThat(newest.put(place("bench", 1))).isEmpty();
        assertThat(names()).containsExactlyInAnyOrder("run-2", "run-3", "run-4");
        newest.remove("bench", "run-1");
        newest.remove("bench", "run-4");
        assertThat(names()).containsExactlyInAnyOrder("run-2", "run-3");
    }

    /** The whole list against one that is sorted anew each time. */
    @Test
    void holdsTheNewestAfterAnyCourseOfChanges() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            int number = random.nextInt(12);
            if (random.nextBoolean()) {
                put("bench", number);
            } else {
                there.remove("run-" + number);
                newest.remove("bench", "run-" + number);
            }
            assertThat(names())
                    .containsExactlyInAnyOrderElementsOf(there.values().stream()
                            .sorted(Comparator.comparing(Place::createdAt).reversed())
                            .limit(3)
                            .map(Place::name)
                            .toList());
        }
    }

    private List<String> names() {
        return newest.all().stream().map(Place::name).toList();
    }

    private void put(String namespace, int... numbers) {
        for (int number : numbers) {
            var at = place(namespace, number);
            there.put(at.name(), at);
            newest.put(at);
        }
    }

    private static Place place(String namespace, int number) {
        return new Place(namespace, "run-" + number, "%03d".formatted(number));
    }
}
