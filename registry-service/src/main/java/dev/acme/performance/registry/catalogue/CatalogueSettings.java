package dev.acme.performance.registry.catalogue;

import dev.acme.performance.registry.tls.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the catalogue is and what bounds the calls to it.
 *
 * @param endpoint absent for the region's own
 * @param connections most calls at once
 * @param attempt longest wait for one attempt's answer
 * @param call longest wait for an answer, all attempts together
 * @param trust who may vouch for an https endpoint
 * @param sharesReads whether those who ask for the same row while it is read share the next read
 */
public record CatalogueSettings(
        Optional<URI> endpoint,
        String region,
        String table,
        int connections,
        Duration attempt,
        Duration call,
        Trust trust,
        boolean sharesReads) {}
