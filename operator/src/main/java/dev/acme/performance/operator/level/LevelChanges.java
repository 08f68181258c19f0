package dev.acme.performance.operator.level;

import dev.acme.performance.operator.level.LevelCourse.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds where the level of a series changed. Logarithms are compared, for what disturbs a computer multiplies.
 *
 * <p>Implementation notes: one change is found by {@link Split}, further ones in the parts that it leaves (binary
 * segmentation: Scott and Knott, Biometrics 30, 1974; Vostrikova, Soviet Mathematics Doklady 24, 1981). Then each place is
 * sought once more between its neighbours, and dropped where it no longer holds (repartition: Bai, Econometric Theory 13,
 * 1997). Levels are what remains only if they tell more than one straight line does, by Schwarz' criterion with a parameter
 * for each level and each place (Yao, Statistics and Probability Letters 6, 1988): a slow drift is no staircase.
 */
public final class LevelChanges {
    private static final double NEXT_TO_NOTHING = 1e-12;

    private final double[] logs;
    private final Stretches series;
    private final double significance;
    private final double leastChange;

    private LevelChanges(double[] logs, double significance, double leastRatio) {
        this.logs = logs;
        this.series = new Stretches(logs);
        this.significance = significance;
        this.leastChange = Math.log(leastRatio);
    }

    /**
     * Of values above 0, the earliest first. At most {@code significance} of steady series are called anything else.
     *
     * @param leastRatio of the larger level to the smaller one, such as 1.05: less is not worth a word, however sure
     */
    public static LevelCourse of(double[] values, double significance, double leastRatio) {
        if (!Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("values must be above 0");
        }
        return new LevelChanges(Arrays.stream(values).map(Math::log).toArray(), significance, leastRatio).course();
    }

    private LevelCourse course() {
        var places = settled(parts(0, logs.length));
        if (places.isEmpty()) {
            return new LevelCourse.Steady();
        }
        var line = Line.through(logs);
        boolean isLine = line.pValue() < significance
                && Math.abs(line.last() - line.first()) >= leastChange
                && criterion(line.squares(), 2) <= criterion(squares(places), 2 * places.size() + 1);
        return isLine
                ? new LevelCourse.Drifting(Math.exp(line.first()), Math.exp(line.last()), line.pValue())
                : new LevelCourse.Stepped(IntStream.range(0, places.size())
                        .mapToObj(i -> step(places, i))
                        .toList());
    }

    private List<Integer> parts(int from, int to) {
        return Split.best(series, from, to)
                .filter(this::holds)
                .map(split -> {
                    var places = new ArrayList<>(parts(from, split.at()));
                    places.add(split.at());
                    places.addAll(parts(split.at(), to));
                    return places;
                })
                .orElseGet(ArrayList::new);
    }

    private boolean holds(Split split) {
        return split.pValue() < significance && Math.abs(split.change()) >= leastChange;
    }

    /** Each between the places beside it, until none moves: that takes one or two turns. */
    private List<Integer> settled(List<Integer> places) {
        var now = places;
        for (int turn = 0; turn <= places.size(); turn++) {
            var next = new ArrayList<Integer>();
            for (int i = 0; i < now.size(); i++) {
                int from = next.isEmpty() ? 0 : next.getLast();
                Split.best(series, from, end(now, i)).filter(this::holds).ifPresent(split -> next.add(split.at()));
            }
            if (next.equals(now)) {
                break;
            }
            now = next;
        }
        return now;
    }

    private Step step(List<Integer> places, int i) {
        int from = i == 0 ? 0 : places.get(i - 1);
        int at = places.get(i);
        int to = end(places, i);
        return new Step(
                at,
                at - from,
                to - at,
                Math.exp(series.mean(from, at)),
                Math.exp(series.mean(at, to)),
                Split.best(series, from, to).map(Split::pValue).orElse(1.0));
    }

    private int end(List<Integer> places, int i) {
        return i + 1 < places.size() ? places.get(i + 1) : logs.length;
    }

    private double squares(List<Integer> places) {
        double squares = series.squares(0, places.getFirst());
        for (int i = 0; i < places.size(); i++) {
            squares += series.squares(places.get(i), end(places, i));
        }
        return squares;
    }

    private double criterion(double squares, int parameters) {
        double least = NEXT_TO_NOTHING * (1 + series.squares(0, logs.length));
        return logs.length * Math.log(Math.max(squares, least) / logs.length) + parameters * Math.log(logs.length);
    }
}
