package dev.acme.performance.registry.populate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the registry shall hold.
 *
 * @param model the measured model, as the hub names it
 * @param version the branch, tag or commit it is registered under
 * @param sizeBytes of its archive: made so when generated, checked otherwise
 * @param count how many models, the measured one included
 * @param seed of what is generated
 * @param concurrency how many are put or read at once
 * @param work where a hub's files are kept
 * @param token for the hub
 */
public record PopulateRequest(
        String model,
        String version,
        OptionalLong sizeBytes,
        int count,
        Source source,
        long seed,
        int concurrency,
        Path work,
        Optional<String> token) {}
