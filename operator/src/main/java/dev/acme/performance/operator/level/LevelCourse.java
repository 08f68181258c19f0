package dev.acme.performance.operator.level;

import java.util.List;

/** What became of the level of a series over time; levels are geometric means, in the unit of the values. */
public sealed interface LevelCourse {
    /** Nothing that chance would not do, or that is worth a word. */
    record Steady() implements LevelCourse {}

    /** It changed at once, perhaps several times; the earliest first. */
    record Stepped(List<Step> steps) implements LevelCourse {
        public Stepped {
            steps = List.copyOf(steps);
        }
    }

    /** It moved by a little from value to value: where a line through all of them begins and ends. */
    record Drifting(double from, double to, double pValue) implements LevelCourse {}

    /**
     * One change.
     *
     * @param at place of the first value of the new level, from 0: it changed between this one and the one before
     * @param before how many values the old level has
     * @param after how many values the new level has
     * @param pValue two-sided, of the best of all places between the changes beside it
     */
    record Step(int at, int before, int after, double from, double to, double pValue) {}
}
