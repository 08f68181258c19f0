package dev.acme.performance.operator;

import java.util.regex.Pattern;

/** What texts in the operator's environment look like. */
final class Shapes {
    static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    static final Pattern NAMES = Pattern.compile("[-a-z0-9, ]{0,4096}");
    static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    static final Pattern OBJECTS = Pattern.compile(" *" + OBJECT + " *(, *" + OBJECT + " *)*,? *");
    static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");
    static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,253}/?");
    static final Pattern DATABASE =
            Pattern.compile("jdbc:postgresql://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?"
                    + "/[A-Za-z0-9_.-]{1,63}(\\?sslmode=(disable|prefer|require))?");
    static final Pattern TABLE = Pattern.compile("[A-Za-z0-9._-]{3,200}");
    static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    static final Pattern SOURCE = Pattern.compile("generated|hub:https?://[!-~]{1,253}");
    static final Pattern SENTENCES = Pattern.compile("[ -~]{0,4096}");

    static final Pattern PORT_OR_OFF =
            Pattern.compile("off|[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]");

    private Shapes() {}
}
