package dev.acme.performance.registry.host;

/** Why Lambda refuses a request with 429, in its own words. */
enum Throttle {
    CONCURRENT_INVOCATION_LIMIT_EXCEEDED("ConcurrentInvocationLimitExceeded"),
    FUNCTION_INVOCATION_RATE_LIMIT_EXCEEDED("FunctionInvocationRateLimitExceeded");

    private final String word;

    Throttle(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
