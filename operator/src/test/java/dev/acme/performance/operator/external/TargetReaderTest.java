package dev.acme.performance.operator.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.Verify;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.external.ExternalTarget.SecretHeader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReaderTest {
    @Test
    void everyFieldIsRead() {
        var target = Objects.requireNonNull(Runs.TARGETS.byName().get("inference"));

        assertThat(target.url()).isEqualTo("http://inference.ml.svc:8000");
        assertThat(target.secretHeaders()).containsExactly(new SecretHeader("Authorization", "inference", "token"));
        var profile = target.profile(
                50, Runs.spec("load: {mode: Closed, durationSeconds: 300}").load());
        assertThat(profile)
                .extracting(
                        LoadProfile::clients,
                        LoadProfile::path,
                        LoadProfile::method,
                        LoadProfile::durationSeconds,
                        LoadProfile::headers,
                        LoadProfile::body,
                        LoadProfile::anyBody,
                        LoadProfile::status)
                .containsExactly(
                        50,
                        "/predict",
                        "POST",
                        300,
                        Map.of("Content-Type", "application/json"),
                        "{\"text\":\"$(HOME)\"}",
                        true,
                        200);
        assertThat(profile.metrics())
                .isEqualTo(new MetricsPage(
                        "http://inference.ml.svc:8000/metrics",
                        Map.of("hits", "cache_total{outcome=\"hit\"}", "misses", "cache_total{outcome=\"miss\"}"),
                        Map.of("hitRate", List.of("hits", "misses"))));
    }

    @Test
    void aUrlIsAllThatATargetNeeds() {
        var target = Objects.requireNonNull(TargetReader.read("{\"a\":{\"url\":\"http://[::1]:80\"}}")
                .byName()
                .get("a"));

        var profile = target.profile(1, Runs.spec("").load());
        assertThat(profile.method() + " " + profile.path()).isEqualTo("GET /");
        assertThat(profile.anyBody()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                             | LENGTH | true",
                "{\"status\":204}                               | LENGTH | true",
                "{\"sizeBytes\":5}                              | LENGTH | false",
                "{\"sha256\":\"HASH\"}                          | SHA256 | false",
                "{\"sizeBytes\":5,\"sha256\":\"HASH\"}          | SHA256 | false"
            })
    void aBodyIsHeldAgainstWhatTheTargetTells(String answer, Verify verify, boolean isAnyBody) {
        String json = "{\"a\":{\"url\":\"http://x\",\"answer\":" + answer.replace("HASH", "a".repeat(64)) + "}}";
        var target = Objects.requireNonNull(TargetReader.read(json).byName().get("a"));

        var profile = target.profile(1, Runs.spec("load: {verify: Sha256}").load());
        assertThat(profile.verify()).isEqualTo(verify);
        assertThat(profile.anyBody()).isEqualTo(isAnyBody);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"A\":{\"url\":\"http://x\"}}                          | A: \"A\" must match",
                "{\"a\":null}                                            | a: is null",
                "{\"a\":{}}                                              | a.url: is required",
                "{\"a\":{\"url\":\"https://x\"}}                         | a.url: \"https://x\" must match",
                "{\"a\":{\"url\":\"http://x/base\"}}                     | a.url: \"http://x/base\" must match",
                "{\"a\":{\"url\":\"http://u:p@x\"}}                      | a.url",
                "{\"a\":{\"url\":\"http://x\",\"path\":\"p\"}}           | a.path: must match",
                "{\"a\":{\"url\":\"http://x\",\"method\":\"CONNECT\"}}   | a.method: \"CONNECT\" must match",
                "{\"a\":{\"url\":\"http://x\",\"uri\":\"p\"}}            | \"uri\"",
                "{\"a\":{\"url\":\"http://x\",\"headers\":{\"b\":null}}} | a.headers.b: is null",
                "{\"a\":{\"url\":\"http://x\",\"headers\":{\"b c\":\"d\"}}} | a.headers: \"b c\" must match",
                "{\"a\":{\"url\":\"http://x\",\"headers\":{\"te\":\"d\"}}} | a.headers.te: is the load generator's own",
                "{\"a\":{\"url\":\"http://x\",\"secretHeaders\":{\"b\":{\"secret\":\"S\",\"key\":\"k\"}}}} | a.secretHeaders.b.secret: \"S\" must match",
                "{\"a\":{\"url\":\"http://x\",\"secretHeaders\":{\"b\":{\"secret\":\"s\"}}}} | a.secretHeaders.b.key: is required",
                "{\"a\":{\"url\":\"http://x\",\"answer\":{\"status\":429}}} | a.status: 429 is a refusal",
                "{\"a\":{\"url\":\"http://x\",\"answer\":{\"sha256\":\"x\"}}} | a.sha256: must match",
                "{\"a\":{\"url\":\"http://x\",\"metrics\":{\"url\":\"http://x\"}}} | a.metrics: needs 1 to 16 counters",
                "{\"a\":{\"url\":\"http://x\",\"metrics\":{\"counters\":{\"b\":null}}}} | a.metrics.url: must match",
                "{\"a\":{\"url\":\"http://x\",\"metrics\":{\"url\":\"http://x\",\"counters\":{\"b\":\"c\"},\"rates\":{\"r\":[\"b\",null]}}}} | a.metrics.rates.r: must name",
                "[]                                                      | ",
                "{\"a\"                                                  | "
            })
    void aBadTargetIsNamed(String json, String told) {
        assertThatThrownBy(() -> TargetReader.read(json))
                .isInstanceOf(BadTargets.class)
                .hasMessageContaining(told == null ? "" : told);
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThatThrownBy(() -> TargetReader.read("{\"a\":{},\"b\":{\"url\":\"x\",\"path\":\"y\"}}"))
                .hasMessageContainingAll("a.url: is required", "b.url: \"x\" must match", "b.path: must match");
    }

    @Test
    void whatWouldNotFitIntoAVariableOrACommandLineIsRefused() {
        assertThatThrownBy(() ->
                        TargetReader.read("{\"a\":{\"url\":\"http://x\",\"body\":\"" + "b".repeat(16_385) + "\"}}"))
                .hasMessage("a.body: at most 16384 characters");
        assertThatThrownBy(() -> TargetReader.read(" ".repeat(100_001)))
                .hasMessage("has 100001 characters, at most 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "lambda"})
    void onlyAnExternalRunNamesATarget(String backend) {
        assertThat(ExternalTargets.NONE.objection(
                        Runs.spec("compute: {backend: " + backend + "}").compute()))
                .isEmpty();
    }

    @Test
    void aNameThatNoTargetHasIsAnsweredWithThoseThereAre() {
        var compute =
                Runs.spec("compute: {backend: external, target: inferense}").compute();

        assertThat(Runs.TARGETS.objection(compute))
                .contains("compute.target inferense: no target has that name; there are inference");
        assertThat(ExternalTargets.NONE.objection(compute).orElse(""))
                .startsWith("compute.target inferense: no target has that name; there is none: an administrator");
    }
}
