package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One JSON object on the load generator's standard output, told apart by {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunProgress.class, name = "progress"),
    @JsonSubTypes.Type(value = RunResult.class, name = "result")
})
public sealed interface LoadLine permits RunProgress, RunResult {}
