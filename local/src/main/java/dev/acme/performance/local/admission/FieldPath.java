package dev.acme.performance.local.admission;

/**
 * Where in an object, as a kube-apiserver writes it.
 *
 * @param text empty for the whole object
 */
record FieldPath(String text) {
    static final FieldPath ROOT = new FieldPath("");
    /** How a whole object is named in a refusal. */
    static final String WHOLE = "<nil>";

    FieldPath child(String name) {
        return new FieldPath(text.isEmpty() ? name : text + "." + name);
    }

    FieldPath index(int index) {
        return new FieldPath(text + "[" + index + "]");
    }

    /** Follows a rule's fieldPath, such as {@code .a.b} or {@code ['a-b']}. */
    FieldPath follow(String fieldPath) {
        String dotted = fieldPath.replaceAll("\\['([^']*)'\\]", ".$1");
        return new FieldPath(text.isEmpty() && dotted.startsWith(".") ? dotted.substring(1) : text + dotted);
    }

    String shown() {
        return text.isEmpty() ? WHOLE : text;
    }
}
