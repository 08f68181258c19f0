package dev.acme.performance.operator.cost;

/** Names of a price's lines that others look for. */
public final class CostLine {
    public static final String LAMBDA_REQUESTS = "lambda requests";
    public static final String LAMBDA_COMPUTE = "lambda compute";
    public static final String LAMBDA_STREAMING = "lambda streaming";
    public static final String FARGATE = "fargate";

    private CostLine() {}
}
