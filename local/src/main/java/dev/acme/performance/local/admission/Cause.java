package dev.acme.performance.local.admission;

/** Why a field was refused; the words are those of a Status's causes. */
public enum Cause {
    REQUIRED("FieldValueRequired"),
    INVALID("FieldValueInvalid"),
    TYPE_INVALID("FieldValueTypeInvalid"),
    NOT_SUPPORTED("FieldValueNotSupported"),
    TOO_LONG("FieldValueTooLong"),
    TOO_MANY("FieldValueTooMany"),
    DUPLICATE("FieldValueDuplicate"),
    FORBIDDEN("FieldValueForbidden"),
    UNKNOWN("FieldValueUnknown");

    private final String word;

    Cause(String word) {
        this.word = word;
    }

    /** The word that stands in a Status. */
    public String word() {
        return word;
    }

    /** A kube-apiserver evaluates no CEL rule on an object that has one of these. */
    boolean blocksRules() {
        return switch (this) {
            case REQUIRED, TYPE_INVALID, NOT_SUPPORTED, TOO_LONG, TOO_MANY -> true;
            case INVALID, DUPLICATE, FORBIDDEN, UNKNOWN -> false;
        };
    }
}
