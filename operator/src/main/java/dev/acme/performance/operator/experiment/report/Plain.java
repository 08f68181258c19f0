package dev.acme.performance.operator.experiment.report;

import java.util.Locale;

/** What a foreign text may bring into a report: characters that are seen, at most so many, none that turns the line around. */
final class Plain {
    private static final int MOST_CHARACTERS = 600;
    private static final char REPLACEMENT = '\uFFFD';

    private Plain() {}

    /** In one line. */
    static String text(String text) {
        var plain = new StringBuilder();
        text.codePoints().limit(MOST_CHARACTERS).forEach(point -> plain.appendCodePoint(seen(point)));
        return text.codePointCount(0, text.length()) > MOST_CHARACTERS ? plain + "…" : plain.toString();
    }

    private static int seen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> REPLACEMENT;
            default -> point;
        };
    }

    /** With so many decimals. */
    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
