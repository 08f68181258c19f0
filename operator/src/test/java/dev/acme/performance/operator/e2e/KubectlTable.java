package dev.acme.performance.operator.e2e;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A table as kubectl prints it: cells begin where their column's head begins. */
record KubectlTable(List<String> heads, List<List<String>> rows) {
    private static final Pattern WORD = Pattern.compile("\\S+");

    static KubectlTable read(String printed) {
        var lines = printed.lines().toList();
        var words = WORD.matcher(lines.getFirst()).results().toList();
        var begins = words.stream().map(word -> word.start()).toList();
        return new KubectlTable(
                words.stream().map(word -> word.group()).toList(),
                lines.stream().skip(1).map(line -> cells(line, begins)).toList());
    }

    private static List<String> cells(String line, List<Integer> begins) {
        return IntStream.range(0, begins.size())
                .mapToObj(i -> line.substring(
                                Math.min(begins.get(i), line.length()),
                                Math.min(i + 1 < begins.size() ? begins.get(i + 1) : line.length(), line.length()))
                        .strip())
                .toList();
    }

    /** Of the only row. */
    String cell(String head) {
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows");
        }
        return rows.getFirst().get(heads.indexOf(head));
    }
}
