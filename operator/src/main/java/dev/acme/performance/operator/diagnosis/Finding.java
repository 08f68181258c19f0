package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.PerformanceRunStatus.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A bottleneck on its way into the status: a component, its share, numbers that speak for it, and what to change. */
final class Finding {
    private static final int MOST_LINES = 5;
    private static final double SCALE = 10;

    private final Component component;
    private final double sharePercent;
    private final List<String> evidence = new ArrayList<>();
    private Optional<Change> change = Optional.empty();

    private Finding(Component component, double sharePercent) {
        this.component = component;
        this.sharePercent = sharePercent;
    }

    static Finding of(Component component, double sharePercent) {
        return new Finding(component, sharePercent);
    }

    /** One more line; beyond the fifth they are left out, so the weightiest come first. */
    @SuppressWarnings("AnnotateFormatMethod")
    Finding because(String format, Object... numbers) {
        if (evidence.size() < MOST_LINES) {
            evidence.add(text(format, numbers));
        }
        return this;
    }

    /** Which field of the spec to set to what, for programs; the advice says the same in words. */
    Finding changing(String field, Object value) {
        return changingIf(true, field, value);
    }

    Finding changingIf(boolean isAdvised, String field, Object value) {
        if (isAdvised) {
            change = Optional.of(new Change(field, value.toString()));
        }
        return this;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    Bottleneck advise(String format, Object... values) {
        return new Bottleneck(
                component.toString(),
                Math.round(Math.clamp(sharePercent, 0, 100) * SCALE) / SCALE,
                evidence,
                text(format, values),
                change.orElse(null));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be another dependency of the operator's image
    static String text(String format, Object... values) {
        // a line that is made already may hold a percent sign
        return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    }
}
