package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.loadgen.health.SystemChecks.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    @Test
    void aLineSaysWhatWasSeenAndWhereItIsNotFineWhatToDo() {
        assertThat(CheckCommand.line(new Check("OpenFiles", true, "enough", "raise it")))
                .isEqualTo("ok    OpenFiles      enough");
        assertThat(CheckCommand.line(new Check("OpenFiles", false, "too few", "raise it")))
                .isEqualTo("LOOK  OpenFiles      too few: raise it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--check --clients",
                "--check 5",
                "--check --clients x",
                "--check --clients 0",
                "--check --clients 10001"
            })
    void whatIsNoNumberOfClientsIsRefused(String words) {
        assertThatThrownBy(() -> CheckCommand.run(words.split(" "))).isInstanceOf(BadProfile.class);
    }

    @Test
    void itIsAskedForByItsWord() {
        assertThat(CheckCommand.isAsked(new String[] {"--check"})).isTrue();
        assertThat(CheckCommand.isAsked(new String[] {"--profile", "--check"})).isFalse();
        assertThat(CheckCommand.isAsked(new String[] {})).isFalse();
    }
}
