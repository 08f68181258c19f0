package dev.acme.performance.local.apiserver;

import java.util.Arrays;
import java.util.List;

/** What a path asks for. */
sealed interface Route {
    /** The objects of a kind, one of them, or a part of one. */
    record Objects(Target target) implements Route {}

    /** Which groups, versions and kinds there are; the parts of the path below {@code /api} or {@code /apis}. */
    record Discovery(boolean isCore, List<String> parts) implements Route {}

    /** What of these is checked where; the parts of the path below {@code /openapi/v3}. */
    record Description(List<String> parts) implements Route {}

    /** A question about rights or identity, by the kind of its document. */
    record Review(String group, String plural) implements Route {}

    /** Liveness and readiness, which need no token. */
    record Health() implements Route {}

    /** Which release of Kubernetes this follows. */
    record Version() implements Route {}

    /** Reads a path; everything unknown is not found. */
    static Route of(String path, ResourceTypes types) {
        var parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        String first = parts.isEmpty() ? "" : parts.getFirst();
        return switch (first) {
            case "healthz", "livez", "readyz" -> new Health();
            case "version" -> new Version();
            case "openapi" -> openApi(parts.subList(1, parts.size()));
            case "api" -> api("", parts.subList(1, parts.size()), types);
            case "apis" -> apis(parts.subList(1, parts.size()), types);
            default -> throw ApiFailure.unknownResource();
        };
    }

    private static Route openApi(List<String> parts) {
        if (parts.isEmpty() || !parts.getFirst().equals("v3")) {
            throw ApiFailure.unknownResource();
        }
        return new Description(parts.subList(1, parts.size()));
    }

    private static Route apis(List<String> parts, ResourceTypes types) {
        if (parts.size() < 3) {
            return new Discovery(false, parts);
        }
        return api(parts.getFirst(), parts.subList(1, parts.size()), types);
    }

    /** Reads {@code version[/namespaces/NS]/plural[/name[/subresource]]}. */
    private static Route api(String group, List<String> parts, ResourceTypes types) {
        if (parts.size() < 2) {
            return new Discovery(true, parts);
        }
        String version = parts.getFirst();
        if (group.startsWith("auth") && group.endsWith(".k8s.io")) {
            return new Review(group, parts.getLast());
        }
        boolean isInNamespace = parts.get(1).equals("namespaces") && parts.size() > 3 && !isOfNamespace(parts.get(3));
        String namespace = isInNamespace ? parts.get(2) : "";
        var rest = parts.subList(isInNamespace ? 3 : 1, parts.size());
        var type = types.get(new ResourceId(group, rest.getFirst()));
        boolean isServed = type.versions().contains(version) && rest.size() <= 3;
        if (!isServed || (!namespace.isEmpty() && !type.isNamespaced())) {
            throw ApiFailure.unknownResource();
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        String subresource = rest.size() > 2 ? rest.get(2) : "";
        return new Objects(new Target(type, version, namespace, name, subresource));
    }

    private static boolean isOfNamespace(String part) {
        return part.equals("status") || part.equals("finalize");
    }
}
