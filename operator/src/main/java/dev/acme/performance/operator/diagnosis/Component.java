package dev.acme.performance.operator.diagnosis;

import java.util.Locale;

/** What may hold a measured system back; the word is {@code status.bottleneck.component}. */
enum Component {
    THREADS,
    S3_CONNECTIONS,
    DATABASE_CONNECTIONS,
    SERVICE_CPU,
    NODE_CPU,
    NETWORK,
    CLIENT,
    COLD_STARTS,
    THROTTLING,
    METADATA,
    STORAGE,
    NONE,
    NOT_ENOUGH_EVIDENCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
