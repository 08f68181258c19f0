package dev.acme.performance.operator.web.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of an address, at most 32 of them. */
public record Query(Map<String, List<String>> parameters) {
    private static final int MOST = 32;
    private static final int LONGEST = 2_048;

    public static Query of(String raw) {
        var pairs = raw.isEmpty() ? new String[0] : raw.split("&", -1);
        if (raw.length() > LONGEST || pairs.length > MOST) {
            throw bad("at most " + MOST + " parameters of together " + LONGEST + " characters are taken");
        }
        var parameters = new LinkedHashMap<String, List<String>>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
        }
        return new Query(parameters);
    }

    /** The same, where no other parameters than these are given. */
    public Query only(String... names) {
        var known = Set.of(names);
        var unknown = parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw bad("unknown parameter; known are: " + (known.isEmpty() ? "none" : String.join(", ", names)));
        }
        return this;
    }

    /** Empty where it is not given; given twice it is refused. */
    public Optional<String> one(String name) {
        var values = all(name);
        if (values.size() > 1) {
            throw bad(name + " is given more than once");
        }
        return values.stream().findFirst();
    }

    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    public int number(String name, int standard, int most) {
        return one(name)
                .map(text -> {
                    int value = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
                    if (value < 1 || value > most) {
                        throw bad(name + " must be a number from 1 to " + most);
                    }
                    return value;
                })
                .orElse(standard);
    }

    public boolean flag(String name) {
        return one(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw bad(name + " must be true or false");
                })
                .orElse(false);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("a parameter is not percent-encoded");
        }
    }

    private static Refusal bad(String detail) {
        return Problem.of(Problem.Kind.BAD_REQUEST, detail).refusal();
    }
}
