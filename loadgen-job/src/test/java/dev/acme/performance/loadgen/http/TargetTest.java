package dev.acme.performance.loadgen.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.exchange.BadProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "http://registry,                       registry,  80,   '',     registry",
        "http://registry/,                      registry,  80,   '',     registry",
        "HTTP://registry:8080,                  registry,  8080, '',     registry:8080",
        "http://10.0.0.7:80,                    10.0.0.7,  80,   '',     10.0.0.7",
        "http://a.b.svc.cluster.local:8080/x/y/, a.b.svc.cluster.local, 8080, /x/y, a.b.svc.cluster.local:8080",
        "http://[::1]:8080/base,                ::1,       8080, /base,  [::1]:8080",
        "http://a/\u00e4,                     a,         80,   /%C3%A4, a",
        "http://[fe80::1],                      fe80::1,   80,   '',     [fe80::1]"
    })
    void aUrlNamesWhereRequestsGo(String url, String host, int port, String basePath, String hostHeader) {
        assertThat(Target.parse("--target", url)).isEqualTo(new Target(host, port, basePath, hostHeader));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://registry        | --target: https is not built yet",
                "ftp://registry          | --target: must start with http://",
                "registry:8080           | --target: must start with http://",
                "//registry              | --target: must start with http://",
                "http://                 | --target: is no URL",
                "http:///path            | --target: must name a host",
                "http://under_score      | --target: must name a host",
                "http://host:0           | --target: port 0",
                "http://host:70000       | --target: port 70000",
                "http://user@host        | --target: must consist of",
                "http://host/?q=1        | --target: must consist of",
                "http://host/#f          | --target: must consist of",
                "http://ho st            | --target: is no URL"
            })
    void anUnusableUrlIsRefusedWithItsReason(String url, String reason) {
        assertThatThrownBy(() -> Target.parse("--target", url))
                .isInstanceOf(BadProfile.class)
                .hasMessageStartingWith(reason);
    }
}
