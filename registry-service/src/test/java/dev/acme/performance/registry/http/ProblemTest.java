package dev.acme.performance.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.storage.StorageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failure becomes which answer. */
final class ProblemTest {
    @ParameterizedTest
    @CsvSource({
        "MISSING, OBJECT_MISSING, 503, false",
        "WRONG_LENGTH, OBJECT_DAMAGED, 503, false",
        "DAMAGED, OBJECT_DAMAGED, 503, false",
        "CUT_OFF, STORAGE_UNAVAILABLE, 503, true",
        "REFUSED, STORAGE_UNAVAILABLE, 503, true",
        "UNREACHABLE, STORAGE_UNAVAILABLE, 503, true",
        "POOL_EXHAUSTED, POOL_EXHAUSTED, 503, true",
        "FULL, DATABASE_FULL, 503, true",
        "TIMED_OUT, STORAGE_TIMED_OUT, 504, true"
    })
    void aStorageFailureIsNamed(StorageFailure.Reason reason, Problem problem, int status, boolean isTransient) {
        assertThat(Problem.of(reason)).isEqualTo(problem);
        assertThat(problem.status().code()).isEqualTo(status);
        assertThat(problem.isTransient()).isEqualTo(isTransient);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMED_OUT, CATALOGUE_TIMED_OUT, 504",
        "REFUSED, CATALOGUE_UNAVAILABLE, 503",
        "UNREACHABLE, CATALOGUE_UNAVAILABLE, 503",
        "MALFORMED, CATALOGUE_UNAVAILABLE, 503"
    })
    void aCatalogueFailureIsNamed(CatalogueFailure.Reason reason, Problem problem, int status) {
        assertThat(Problem.of(reason)).isEqualTo(problem);
        assertThat(problem.status().code()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void noFaultOfTheClientIsTransient(Problem problem) {
        assertThat(problem.isTransient() && problem.status().code() < 500).isFalse();
    }

    @Test
    void aProblemIsWrittenAsTheStandardWants() throws Exception {
        var json = new ObjectMapper().readTree(ProblemJson.bytes(Problem.UNKNOWN_MODEL, 404, "a \"quoted\" detail"));

        assertThat(json.get("type").asText()).isEqualTo("urn:acme:performance:problem:unknown-model");
        assertThat(json.get("title").asText()).isEqualTo(Problem.UNKNOWN_MODEL.title());
        assertThat(json.get("status").asInt()).isEqualTo(404);
        assertThat(json.get("reason").asText()).isEqualTo("unknown-model");
        assertThat(json.get("detail").asText()).isEqualTo("a \"quoted\" detail");
    }
}
