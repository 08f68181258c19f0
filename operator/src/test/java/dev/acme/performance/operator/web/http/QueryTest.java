package dev.acme.performance.operator.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @Test
    void parametersAreDecodedAndMayComeMoreThanOnce() {
        var query = Query.of("run=a%2Fb&run=c&empty=&bare");

        assertThat(query.all("run")).containsExactly("a/b", "c");
        assertThat(query.one("empty")).contains("");
        assertThat(query.one("bare")).contains("");
        assertThat(query.one("absent")).isEmpty();
        assertThat(Query.of("").only().parameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%g0",
                "a=%1",
                "limit=1&limit=2",
                "limit=0",
                "limit=x",
                "limit=99999999999",
                "limit=-1",
                "limit=",
                "flag=yes",
                "other=1"
            })
    void whatIsNotValidIsRefused(String raw) {
        assertThatThrownBy(() -> {
                    var query = Query.of(raw).only("a", "limit", "flag");
                    query.number("limit", 1, 1_000);
                    query.flag("flag");
                })
                .isInstanceOfSatisfying(
                        Refusal.class, it -> assertThat(it.problem().kind()).isEqualTo(Problem.Kind.BAD_REQUEST));
    }

    @Test
    void thereIsABoundOnThem() {
        assertThatThrownBy(() -> Query.of("a&".repeat(33))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Query.of("a=" + "b".repeat(3_000))).isInstanceOf(Refusal.class);
        assertThat(Query.of("a&".repeat(31)).all("a")).hasSize(31);
    }
}
