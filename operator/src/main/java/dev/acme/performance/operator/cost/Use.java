package dev.acme.performance.operator.cost;

/** What downloads use up, and what a cloud counts of it. */
sealed interface Use {

    /**
     * A function per download.
     *
     * @param billedMs of one invocation, rounded up to a millisecond
     * @param initMs of environments that started, by download, mean: billed since August 2025
     * @param streamedBytes of one answer beyond its first 6 MB
     */
    record Lambda(int memoryMb, double billedMs, double initMs, double streamedBytes) implements Use {}

    /** Tasks that run all the time. */
    record Fargate(FargateSize size, int replicas, double downloadsPerSecond) implements Use {}

    /** Requests of one download, on average. */
    record S3(double gets) implements Use {}

    /** Strongly consistent reads of one download. */
    record DynamoDb(double reads) implements Use {}

    /** The database that runs all the time. */
    record Rds(double downloadsPerSecond) implements Use {}
}
