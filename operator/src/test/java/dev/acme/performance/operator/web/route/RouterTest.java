package dev.acme.performance.operator.web.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Route.Action NOTHING = _ -> Answer.text(200, Answer.TEXT, "");
    private static final Router ROUTER = new Router(List.of(
            Route.get("/", Rule.open(), NOTHING),
            Route.get("/runs", Rule.signedIn(), NOTHING),
            Route.post("/runs", Rule.signedIn(), NOTHING),
            Route.get("/runs/{namespace}/{name}", Rule.signedIn(), NOTHING),
            Route.get("/assets/**", Rule.open(), NOTHING)));

    @ParameterizedTest
    @CsvSource({
        "GET, /, /",
        "GET, /runs, /runs",
        "POST, /runs, /runs",
        "GET, /runs/a/b, /runs/{namespace}/{name}",
        "GET, /assets/x.js, /assets/**",
        "GET, /assets/x/y.js, /assets/**"
    })
    void aPathHasItsRoute(String method, String path, String template) {
        assertThat(ROUTER.match(method, path))
                .isInstanceOfSatisfying(
                        Router.Match.Found.class,
                        found -> assertThat(found.route().template()).isEqualTo(template));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/runs/", "/runs/a", "/runs/a/b/c", "/Runs", "/assets", "//", "/run"})
    void otherPathsHaveNone(String path) {
        assertThat(ROUTER.match("GET", path)).isInstanceOf(Router.Match.Nothing.class);
    }

    @Test
    void anotherMethodIsToldWhichThereAre() {
        assertThat(ROUTER.match("DELETE", "/runs")).isEqualTo(new Router.Match.OtherMethods("GET, POST"));
    }

    @Test
    void namesAreLabelsOrNothing() {
        assertThat(Route.checked(Map.of("name", "a-1"))).containsEntry("name", "a-1");
        for (var bad : List.of("", "-a", "a-", "A", "a.b", "a_b", "a".repeat(64))) {
            assertThatThrownBy(() -> Route.checked(Map.of("name", bad))).isInstanceOf(Refusal.class);
        }
    }
}
