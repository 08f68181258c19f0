package dev.acme.performance.operator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyCheckIT {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesWhereTheOperatorIsReady(boolean isReady) throws InterruptedException {
        try (var ops = OpsServer.start("127.0.0.1", 0, new CollectorRegistry(), () -> true, () -> isReady)) {
            assertThat(ReadyCheck.passes(URI.create("http://127.0.0.1:" + ops.port() + "/readyz")))
                    .isEqualTo(isReady);
        }
    }

    @Test
    void failsWhereNobodyAnswers() throws InterruptedException {
        assertThat(ReadyCheck.passes(URI.create("http://127.0.0.1:1/readyz"))).isFalse();
    }
}
