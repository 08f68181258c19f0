package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

/** Rule H-22: no more digits than the interval carries. */
final class DigitsTest {
    @Test
    void everyNumberHasItsOwnInterval() throws JsonProcessingException {
        var digits = new Digits(results("\"p99HighMs\": 4300,"));

        assertThat(digits.mean()).isEqualTo("3443"); // 1.96 * 500 / 10 = 98
        assertThat(digits.median()).isEqualTo("3660"); // * 1.2533 = 123
        assertThat(digits.p99()).isEqualTo("4190"); // (4300 - 4000) / 2 = 150
        assertThat(digits.rate("/throughput/requestsPerSecond")).isEqualTo("23.9"); // 1.96 * 23.87 / 10 = 4.7
    }

    @Test
    void withoutAnUpperBoundTheLargestValueStandsForIt() throws JsonProcessingException {
        assertThat(new Digits(results("")).p99()).isEqualTo("4190"); // (5000 - 4000) / 2 = 500
    }

    @Test
    void withoutAnIntervalTwoDecimalsAreKeptAndNothingIsAHyphen() throws JsonProcessingException {
        var plain = JsonMapper.builder().build().readTree("{\"latency\": {\"meanMs\": 1.5}, \"succeeded\": 9}");

        assertThat(new Digits(plain).mean()).isEqualTo("1.50");
        assertThat(new Digits(plain).p99()).isEqualTo("-");
    }

    private static JsonNode results(String more) throws JsonProcessingException {
        return JsonMapper.builder()
                .build()
                .readTree("{\"succeeded\": 100, \"throughput\": {\"requestsPerSecond\": 23.87}, \"latency\": {" + more
                        + "\"meanMs\": 3443.29, \"medianMs\": 3657.79, \"p99Ms\": 4187.6, \"p99LowMs\": 4000,"
                        + " \"maxMs\": 5000, \"stddevMs\": 500}}");
    }
}
