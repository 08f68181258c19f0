package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

/** What an experiment looks like on standard output. */
final class ExperimentTableTest {
    /** Whatever became of a cell, it is there: measured, failed, impossible. */
    @Test
    void everyCellHasALineAndSaysWhichObjectivesItsRunsMet() throws JsonProcessingException {
        var experiment = parsed("""
                {"metadata": {"name": "e"}, "status": {"message": "done", "cells": [
                 {"id": "fast", "runs": 3, "verdict": "Fail",
                  "objectives": [{"name": "p99", "met": 3, "runs": 3}, {"name": "rate", "met": 1, "runs": 3}]},
                 {"id": "failed", "runs": 0, "verdict": "Inconclusive", "reason": "no image"},
                 {"id": "impossible", "runs": 0, "verdict": "Skipped", "reason": "too few"}]}}""");

        assertThat(ExperimentTable.markdown(experiment).lines())
                .anyMatch(line -> line.endsWith("| Verdict | Objectives met |"))
                .anyMatch(line -> line.startsWith("| fast | 3 |") && line.endsWith("| Fail | p99 3/3, rate 1/3 |"))
                .anyMatch(line -> line.startsWith("| failed | 0 |") && line.endsWith("| Inconclusive | - |"))
                .anyMatch(line -> line.startsWith("| impossible | 0 |") && line.endsWith("| Skipped | - |"));
        assertThat(ExperimentTable.text(experiment)).contains("p99 3/3, rate 1/3");
        assertThat(ExperimentTable.remarks(experiment)).contains("e: failed: no image", "e: impossible: too few");
    }

    @Test
    void whereNothingWasAskedForThereIsNoSuchColumn() throws JsonProcessingException {
        var experiment = parsed("{\"status\": {\"cells\": [{\"id\": \"a\", \"runs\": 3, \"verdict\": \"None\"}]}}");

        assertThat(ExperimentTable.markdown(experiment)).doesNotContain("Objectives met");
    }

    private static JsonNode parsed(String json) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree(json);
    }
}
