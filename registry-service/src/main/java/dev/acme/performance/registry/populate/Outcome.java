package dev.acme.performance.registry.populate;

/** What had to be done to one model. */
enum Outcome {
    /** It had not been there. */
    CREATED,
    /** It had been there and was right. */
    REUSED,
    /** Its row or its object had been wrong, or its object missing. */
    REPAIRED
}
