package dev.acme.performance.operator.web.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who a token stands for, with all that the API server decides by. */
public record User(String name, String uid, Set<String> groups, Map<String, List<String>> extra) {
    private static final Pattern ACCOUNT = Pattern.compile("system:serviceaccount:([a-z0-9-]{1,63}):[a-z0-9.-]{1,253}");

    public User {
        groups = Set.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** The namespace of a ServiceAccount; people have none. */
    public Optional<String> homeNamespace() {
        var account = ACCOUNT.matcher(name);
        return account.matches() ? Optional.of(account.group(1)) : Optional.empty();
    }
}
