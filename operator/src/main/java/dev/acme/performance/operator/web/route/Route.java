package dev.acme.performance.operator.web.route;

import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One method of one path, whom it is for, and what it does.
 *
 * @param template parts in braces are names ({@code /runs/{name}}); {@code **} at the end takes all that follows
 */
public record Route(String method, String template, Rule rule, Action action) {
    /** A DNS label; ids of attempts are ones, too. Nothing else ever reaches an action, a lookup or a log. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    static final String REST = "**";

    /** What a route does for whoever its rule lets in. */
    @FunctionalInterface
    public interface Action {
        Answer answer(Asked asked);
    }

    public static Route get(String template, Rule rule, Action action) {
        return new Route("GET", template, rule, action);
    }

    public static Route post(String template, Rule rule, Action action) {
        return new Route("POST", template, rule, action);
    }

    /** The names in {@code path}; empty where it is another path. */
    Optional<Map<String, String>> matched(String path) {
        var wanted = List.of(template.split("/", -1));
        var parts = List.of(path.split("/", -1));
        boolean hasRest = wanted.getLast().equals(REST);
        int fixed = hasRest ? wanted.size() - 1 : wanted.size();
        if (hasRest ? parts.size() <= fixed : parts.size() != fixed) {
            return Optional.empty();
        }
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < fixed; i++) {
            if (wanted.get(i).startsWith("{")) {
                names.put(wanted.get(i).substring(1, wanted.get(i).length() - 1), parts.get(i));
            } else if (!wanted.get(i).equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        if (hasRest) {
            names.put(REST, String.join("/", parts.subList(fixed, parts.size())));
        }
        return Optional.of(names);
    }

    /** The same names, each of them checked. */
    static Map<String, String> checked(Map<String, String> names) {
        names.forEach((key, value) -> {
            if (!key.equals(REST)) {
                checkedName(key, value);
            }
        });
        return names;
    }

    /** {@code value}, where it is a DNS label; refused otherwise. */
    public static String checkedName(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw Problem.of(
                            Problem.Kind.BAD_REQUEST,
                            what + " must be 1 to 63 lower-case letters, digits and hyphens, and neither begin nor end"
                                    + " with a hyphen")
                    .refusal();
        }
        return value;
    }
}
