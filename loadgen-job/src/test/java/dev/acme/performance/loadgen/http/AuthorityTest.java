package dev.acme.performance.loadgen.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
    /** As an answer names it. */
    private static Location location(String url) {
        var location = new Location();
        byte[] bytes = url.getBytes(StandardCharsets.US_ASCII);
        location.take(bytes, 0, bytes.length);
        return location;
    }

    private static Authority authority(String url) {
        return Authority.of(Target.parse("redirectTo", url));
    }

    /** Compared by what they mean; all else is another place. */
    @ParameterizedTest
    @CsvSource({
        "http://s3:9000,       http://s3:9000/b/k?X=1,    true",
        "http://s3:9000,       HTTP://S3:9000,            true",
        "http://S3.Models.svc, http://s3.mODELS.svc/b,    true",
        "http://s3,            http://s3:80/b,            true",
        "http://s3:80,         http://s3/b,               true",
        "http://s3,            http://s3:/b,              true",
        "http://s3,            http://s3?x,               true",
        "http://[FD00::1]:90,  http://[fd00::1]:90/b,     true",
        "http://[fd00::1],     http://[fd00::1]/b,        true",
        "http://s3:9000,       http://s3/b,               false",
        "http://s3:9000,       http://s3:9001/b,          false",
        "http://s3:9000,       http://s3:90000/b,         false",
        "http://s3:9000,       http://s3:900/b,           false",
        "http://s3:9000,       http://s3:9000x/b,         false",
        "http://s3:9000,       http://s3:4294976296/b,    false",
        "http://s3,            http://s3.evil/b,          false",
        "http://s3,            http://s/b,                false",
        "http://s3,            http://a.s3/b,             false",
        "http://s3,            http://s3@evil/b,          false",
        "http://s3,            http://evil/s3,            false",
        "http://s3,            https://s3/b,              false",
        "http://s3,            /b,                        false"
    })
    void anAnswerLeadsToThePlaceWhoseHostAndPortItMeans(String place, String url, boolean leads) {
        assertThat(location(url).leadsTo(authority(place))).isEqualTo(leads);
    }

    @ParameterizedTest
    @CsvSource({"http://:/b", "http:///b", "http://a/b", "http://:80/b"})
    void nothingLeadsToNone(String url) {
        assertThat(location(url).leadsTo(Authority.NONE)).isFalse();
    }

    @Test
    void anAnswerWithoutLocationLeadsNowhere() {
        assertThat(new Location().leadsTo(authority("http://s3"))).isFalse();
    }
}
