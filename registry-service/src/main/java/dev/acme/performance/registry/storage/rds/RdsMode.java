package dev.acme.performance.registry.storage.rds;

/** How PostgreSQL keeps an archive's bytes. */
public enum RdsMode {
    /** As rows of at most 256 KiB each. */
    BYTEA,
    /** As a large object. */
    LARGEOBJECT
}
