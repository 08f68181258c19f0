package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.storage.Archive;

/** One model the registry shall have. */
record PlannedModel(ModelKey key, Archive archive) {}
