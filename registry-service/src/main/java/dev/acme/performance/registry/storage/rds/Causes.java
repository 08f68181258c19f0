package dev.acme.performance.registry.storage.rds;

import java.util.Optional;

/** What lies behind an exception. */
final class Causes {
    private static final int DEEPEST = 8;

    private Causes() {}

    /** The outermost of this type, the exception itself included. */
    static <T extends Throwable> Optional<T> first(Throwable e, Class<T> type) {
        Optional<Throwable> cause = Optional.of(e);
        for (int depth = 0; depth < DEEPEST && cause.isPresent(); depth++) {
            if (type.isInstance(cause.get())) {
                return Optional.of(type.cast(cause.get()));
            }
            cause = Optional.ofNullable(cause.get().getCause());
        }
        return Optional.empty();
    }
}
