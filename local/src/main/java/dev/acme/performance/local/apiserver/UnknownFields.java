package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fields of a request's object that its kind does not have: found, removed, and told to the caller. */
record UnknownFields(List<String> paths) {
    /** Removes them in place. */
    static UnknownFields removeFrom(ObjectNode object, Target target) {
        var paths = new ArrayList<>(ObjectMetadata.decode(object, target.type().kind()));
        paths.addAll(target.type().strategy().prune(object, target.version()));
        return new UnknownFields(paths);
    }

    /** The warnings to send back, or the refusal where the caller wanted none of it. */
    List<String> answer(Target target, WriteOptions options) {
        return switch (options.validation()) {
            case IGNORE -> List.of();
            case WARN -> paths.stream().map(UnknownFields::words).toList();
            case STRICT -> {
                if (!paths.isEmpty()) {
                    String kind = target.type().kind();
                    String list = paths.stream().map(UnknownFields::words).collect(Collectors.joining(", "));
                    throw ApiFailure.badRequest(
                            "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                                    .formatted(kind, target.version(), kind, list));
                }
                yield List.of();
            }
        };
    }

    private static String words(String path) {
        return "unknown field \"" + path + '"';
    }
}
