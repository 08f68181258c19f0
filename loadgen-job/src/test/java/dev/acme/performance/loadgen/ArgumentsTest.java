package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.exchange.BadProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final String PROFILE = "{\"clients\":1,\"path\":\"/\"}";

    @Test
    void profileAndTargetAreEnough() {
        Arguments arguments = Arguments.parse(new String[] {"--target", "http://h:81/b", "--profile", " " + PROFILE})
                .orElseThrow();

        assertThat(arguments.profile().clients()).isOne();
        assertThat(arguments.target().port()).isEqualTo(81);
        assertThat(arguments.result()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h"})
    void helpWinsOverWhatIsMissing(String help) {
        assertThat(Arguments.parse(new String[] {help})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--profile: is missing|--target http://h",
                "--target: is missing|--profile @",
                "--target: needs a value|--profile @ --target",
                "--target: is given twice|--target http://h --target http://h",
                "--tarqet: unknown argument|--tarqet http://h",
                "--profile: no/such/file cannot be read|--profile no/such/file --target http://h",
                "--profile: . cannot be read|--profile . --target http://h",
                "--target: must start with http://|--profile @ --target h:80",
                "--target: https is not built yet|--profile @ --target https://h",
                "--target: port 70000 is not within|--profile @ --target http://h:70000",
                "--result: no/such/file is no file|--profile @ --target http://h --result no/such/file",
                "--result: . is no file|--profile @ --target http://h --result .",
                "clients: required|--profile {} --target http://h",
                "speed: unknown field|--profile {\"speed\":1} --target http://h",
                "not JSON|--profile {clients --target http://h"
            })
    void whatIsWrongIsNamedWithItsReason(String reason, String line) {
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("@") ? PROFILE : words[i];
        }

        assertThatThrownBy(() -> Arguments.parse(words))
                .isInstanceOf(BadProfile.class)
                .hasMessageStartingWith(reason);
    }
}
