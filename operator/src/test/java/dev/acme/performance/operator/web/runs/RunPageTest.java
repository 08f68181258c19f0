package dev.acme.performance.operator.web.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.http.Refusal;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list in parts, of which runs come and go meanwhile. */
class RunPageTest {
    private static final RunSummary SUMMARY = RunSummary.of(Runs.run(""));

    /** The newest first, and two of one instant by their names. */
    private final List<RunSummary> runs =
            new ArrayList<>(List.of(run("e", 5), run("c", 4), run("d", 4), run("b", 2), run("a", 1)));

    @Test
    void thePartsTogetherAreTheList() {
        var first = RunPage.of(runs, 2, Optional.empty());
        var second = RunPage.of(runs, 2, Optional.ofNullable(first.next()));
        var third = RunPage.of(runs, 2, Optional.ofNullable(second.next()));

        assertThat(names(first)).containsExactly("e", "c");
        assertThat(names(second)).containsExactly("d", "b");
        assertThat(names(third)).containsExactly("a");
        assertThat(third.next()).isNull();
    }

    /** Begun anew, the list would come to no end for whoever deletes what he has read. */
    @Test
    void thePartAfterARunThatIsGoneFollowsItAllTheSame() {
        var first = RunPage.of(runs, 2, Optional.empty());
        runs.removeIf(run -> run.name().equals("c"));

        assertThat(names(RunPage.of(runs, 2, Optional.ofNullable(first.next()))))
                .containsExactly("d", "b");
    }

    @Test
    void aRunThatCameMeanwhileMovesNothing() {
        var first = RunPage.of(runs, 2, Optional.empty());
        runs.addFirst(run("f", 6));

        assertThat(names(RunPage.of(runs, 2, Optional.ofNullable(first.next()))))
                .containsExactly("d", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "a/b/c/d"})
    void whatNoAnswerSaidIsRefused(String text) {
        var token = Optional.of(
                Base64.getUrlEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> RunPage.of(runs, 2, token)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> RunPage.of(runs, 2, Optional.of("!" + text))).isInstanceOf(Refusal.class);
    }

    private static List<String> names(RunPage page) {
        return page.items().stream().map(RunSummary::name).toList();
    }

    private static RunSummary run(String name, int second) {
        return SUMMARY.withName(name).withCreatedAt("2026-01-01T00:00:0" + second + "Z");
    }
}
