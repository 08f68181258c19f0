package dev.acme.performance.operator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLinesTest {
    private static final int LONGEST = 40_000;

    @ParameterizedTest
    @CsvSource({"'', ''", "'a\nb\n', 'a|b'", "'a\nb', 'a|b'", "'\n\na', '||a'", "'größer\n', 'größer'"})
    void aLogIsItsLines(String log, String lines) throws IOException {
        assertThat(String.join("|", lines(log, LONGEST, 1_000).last(10))).isEqualTo(lines);
    }

    @Test
    void onlyTheLastAreKept() throws IOException {
        assertThat(lines("1\n2\n3\n4\n", LONGEST, 1_000).last(2)).containsExactly("3", "4");
    }

    /** Longer and shorter than what is read at once. */
    @Test
    void aLineThatIsTooLongLeavesNothingAndHidesNoOther() throws IOException {
        String fits = "y".repeat(LONGEST);
        String log = "x".repeat(LONGEST + 1) + "\n" + fits + "\n" + "z".repeat(3 * LONGEST) + "\nend\n";

        assertThat(lines(log, LONGEST, 1_000_000).last(10)).containsExactly("", fits, "", "end");
    }

    @Test
    void afterSoManyBytesTheLogCountsAsEnded() throws IOException {
        var lines = lines("abc\ndef\nghi\n", LONGEST, 6);

        assertThat(lines.next()).contains("abc");
        assertThat(lines.next()).contains("de");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).isEmpty();
    }

    private static LogLines lines(String log, int longest, long most) {
        return new LogLines(new ByteArrayInputStream(log.getBytes(UTF_8)), longest, most);
    }
}
