package dev.acme.performance.local.controllers;

import java.util.ArrayList;
import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers as a Job writes them: {@code 0,2-4}. */
final class IndexSet {
    private IndexSet() {}

    static SortedSet<Integer> parse(String text) {
        var indexes = new TreeSet<Integer>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] ends = part.split("-", 2);
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    static String write(SortedSet<Integer> indexes) {
        var parts = new ArrayList<String>();
        var rest = new TreeSet<>(indexes);
        while (!rest.isEmpty()) {
            int from = rest.removeFirst();
            int to = from;
            while (rest.remove(to + 1)) {
                to++;
            }
            parts.add(from == to ? Integer.toString(from) : from + (to == from + 1 ? "," : "-") + to);
        }
        return String.join(",", parts);
    }
}
