package dev.acme.performance.loadgen.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.ProfileReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBytesTest {
    private static final Target TARGET = Target.parse("--target", "http://registry:8080/base");

    @Test
    void aProfileBecomesOneRequest() {
        String request = request("{\"clients\":1,\"path\":\"/model.zip?x=1\"}");

        assertThat(request).isEqualTo("""
                        GET /base/model.zip?x=1 HTTP/1.1\r
                        Host: registry:8080\r
                        User-Agent: loadgen-job\r
                        Accept: */*\r
                        \r
                        """);
    }

    @Test
    void aBodyIsAnnouncedByItsLengthInBytes() {
        String request = request("{\"clients\":1,\"path\":\"/\",\"method\":\"POST\",\"body\":\"é\"}");

        assertThat(request).contains("\r\nContent-Length: 2\r\n\r\n").startsWith("POST /base/ HTTP/1.1\r\n");
    }

    @Test
    void headersOfTheProfileReplaceOurOwn() {
        String request = request(
                "{\"clients\":1,\"path\":\"/\",\"headers\":{\"HOST\":\"h\",\"accept\":\"a\",\"user-agent\":\"u\",\"X\":\"y\"}}");

        assertThat(request)
                .containsOnlyOnce("HOST: h\r\n")
                .contains("accept: a\r\n", "user-agent: u\r\n", "X: y\r\n")
                .doesNotContain("Host:", "Accept:", "User-Agent:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "Connection", "Expect", "Upgrade", "TE", "Trailer"})
    void aHeaderThatWouldBreakTheFramingIsRefused(String name) {
        assertThatThrownBy(() -> request("{\"clients\":1,\"path\":\"/\",\"headers\":{\"" + name + "\":\"1\"}}"))
                .isInstanceOf(BadProfile.class)
                .hasMessageStartingWith("headers." + name);
    }

    @Test
    void aTunnelIsRefused() {
        assertThatThrownBy(() -> request("{\"clients\":1,\"path\":\"/\",\"method\":\"CONNECT\"}"))
                .hasMessageStartingWith("method: CONNECT");
    }

    private static String request(String profile) {
        ByteBuffer bytes = RequestBytes.of(ProfileReader.read(profile), TARGET).direct();
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
