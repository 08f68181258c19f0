package dev.acme.performance.registry.populate.hub;

import dev.acme.performance.registry.populate.hub.HubFailure.Reason;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file as the hub lists it.
 *
 * @param name its path, with slashes
 * @param sizeBytes where the hub says it
 * @param sha256 where the file is kept in the hub's large-file storage
 */
record HubFile(String name, OptionalLong sizeBytes, Optional<String> sha256) {
    private static final int LONGEST = 1024;

    HubFile {
        if (!isRelative(name)) {
            throw new HubFailure(Reason.CORRUPT, "the hub lists a file with an unusable name");
        }
    }

    private static boolean isRelative(String name) {
        return name.length() <= LONGEST
                && name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':')
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }
}
