package dev.acme.performance.local.admission;

/**
 * One field that was refused and why.
 *
 * @param field a path such as {@code spec.list[0].name}, or {@code <nil>} for the whole object
 * @param reason the words a kube-apiserver uses, such as {@code Invalid value: 0: … should be greater than or equal to 1}
 */
public record Refusal(String field, Cause cause, String reason) {
    public static Refusal required(String field) {
        return new Refusal(field, Cause.REQUIRED, "Required value");
    }

    public static Refusal required(String field, String detail) {
        return new Refusal(field, Cause.REQUIRED, "Required value: " + detail);
    }

    /** Refuses a value, given as JSON so that strings stand in quotes. */
    public static Refusal invalid(String field, String value, String detail) {
        return new Refusal(field, Cause.INVALID, "Invalid value: " + value + ": " + detail);
    }

    public static Refusal duplicate(String field, String value) {
        return new Refusal(field, Cause.DUPLICATE, "Duplicate value: " + value);
    }

    public static Refusal forbidden(String field, String detail) {
        return new Refusal(field, Cause.FORBIDDEN, "Forbidden: " + detail);
    }

    /** Refuses a value, given as JSON, that is not one of the supported. */
    public static Refusal notSupported(String field, String value, String supported) {
        return new Refusal(
                field, Cause.NOT_SUPPORTED, "Unsupported value: " + value + ": supported values: " + supported);
    }

    /** Whether no field of it is to blame. */
    public boolean isOfWholeObject() {
        return field.equals(FieldPath.WHOLE);
    }

    @Override
    public String toString() {
        return field + ": " + reason;
    }
}
