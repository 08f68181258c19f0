package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What the registry was filled with, as its populate Job verified it. */
public record Catalogue(
        @JsonPropertyDescription("distinct models") int models,

        @JsonPropertyDescription("digest over all models, equal for equal content")
        String hash,

        @JsonPropertyDescription("SHA-256 of the downloaded archive")
        String sha256,

        @JsonPropertyDescription("CRC32C of the downloaded archive")
        String crc32c) {}
