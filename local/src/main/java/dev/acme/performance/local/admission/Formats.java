package dev.acme.performance.local.admission;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The string formats that Kubernetes adds to those of JSON Schema, or means otherwise. */
final class Formats {
    private static final Pattern GO_DURATION = Pattern.compile(
            "[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)|\\d+\\s?(d|day|days|w|week|weeks|h|hour|hours)");
    private static final Pattern CIDR = Pattern.compile("[0-9a-fA-F:.]+/\\d{1,3}");
    private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}");

    private Formats() {}

    static List<Format> ofKubernetes() {
        return List.of(
                new Named("duration", text -> GO_DURATION.matcher(text).matches()),
                new Named("cidr", text -> CIDR.matcher(text).matches()),
                new Named("mac", text -> MAC.matcher(text).matches()),
                new Named("byte", Formats::isBase64));
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private record Named(String name, Predicate<String> accepts) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return accepts.test(value);
        }
    }
}
