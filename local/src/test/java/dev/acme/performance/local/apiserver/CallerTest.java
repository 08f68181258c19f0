package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {
    @ParameterizedTest
    @CsvSource({
        "/api/v1/nodes, Bearer abc, abc, /api/v1/nodes",
        "/api/v1/nodes, '', '', /api/v1/nodes",
        "/api/v1/nodes, Basic abc, '', /api/v1/nodes",
        "/token/abc/api/v1/nodes, '', abc, /api/v1/nodes",
        "/token/abc/api/v1/nodes, Bearer other, abc, /api/v1/nodes",
        "/token/abc, '', abc, /",
        "/token/abc/, '', abc, /",
        "/token/, Bearer abc, abc, /token/",
        "/tokens/abc/api, '', '', /tokens/abc/api",
    })
    void aTokenIsShownByHeaderOrByPath(String path, String header, String token, String asked) {
        assertThat(Caller.of(path, header)).isEqualTo(new Caller(token, asked));
    }

    @Test
    void theAddressLeadsBackToTheToken() {
        assertThat(Caller.address("http://127.0.0.1:1/", "abc")).isEqualTo("http://127.0.0.1:1/token/abc");
    }
}
