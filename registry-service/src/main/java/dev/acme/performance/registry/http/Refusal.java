package dev.acme.performance.registry.http;

/** A request that ends with a problem instead of what it asked for. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    /** Without a stack trace: a refusal is an answer, and there may be many. */
    Refusal(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
