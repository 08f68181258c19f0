package dev.acme.performance.local.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendsConfigTest {
    @Test
    void whatIsNotSetOrEmptyHasItsDefault() {
        var config = BackendsConfig.from(Map.of("HOST", "", "S3_PORT", "", "POSTGRES_PORT", ""));

        assertThat(config.s3()).isEqualTo(new ListenAddress("127.0.0.1", 0));
        assertThat(config.dynamoDb()).isEqualTo(new ListenAddress("127.0.0.1", 0));
        assertThat(config.hasPostgres()).isFalse();
        assertThat(config.folder()).isEmpty();
        assertThat(config.areCredentialsNew()).isTrue();
        assertThat(config.credentials())
                .isNotEqualTo(BackendsConfig.from(Map.of()).credentials());
    }

    @Test
    void whatIsSetIsTaken() {
        var config = BackendsConfig.from(Map.of(
                "HOST", "0.0.0.0",
                "S3_PORT", "65535",
                "DYNAMODB_PORT", "8000",
                "POSTGRES_PORT", "0",
                "FOLDER", "/data",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret"));

        assertThat(config.s3()).isEqualTo(new ListenAddress("0.0.0.0", 65_535));
        assertThat(config.dynamoDb()).isEqualTo(new ListenAddress("0.0.0.0", 8000));
        assertThat(config.postgres()).contains(new ListenAddress("0.0.0.0", 0));
        assertThat(config.folder()).isEqualTo("/data");
        assertThat(config.credentials()).isEqualTo(new Credentials("id", "secret"));
        assertThat(config.areCredentialsNew()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http", "999999999999"})
    void everyFaultIsNamedAtOnce(String port) {
        assertThatThrownBy(() ->
                        BackendsConfig.from(Map.of("S3_PORT", port, "POSTGRES_PORT", port, "AWS_ACCESS_KEY_ID", "id")))
                .isInstanceOf(BackendsConfig.BadEnvironment.class)
                .hasMessageContainingAll(
                        "S3_PORT=" + port + " is not a port",
                        "POSTGRES_PORT=" + port + " is not a port",
                        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together");
    }
}
