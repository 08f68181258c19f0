package dev.acme.performance.operator.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GitHub looks for names and references in the page, after the markup is read: an escape does not keep it from them. */
final class MarkdownReportTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ping @everyone now            | ping @<!-- -->everyone now
            (@org/team)                   | (@<!-- -->org/team)
            mail a.b@example.com          | mail a.b@<!-- -->example.com
            see #12                       | see \\#<!-- -->12
            owner/repo#7                  | owner/repo\\#<!-- -->7
            GH-9 or gh-9                  | GH-<!-- -->9 or gh-<!-- -->9
            www.example.com               | www&#46;example.com
            see WWW.example.com           | see WWW&#46;example.com
            https://www.example.com       | https:&#47;/www&#46;example.com
            image@sha256:0123456789abcdef | image@sha256:0123456789abcdef
            5 @ 3, # of runs              | 5 @ 3, \\# of runs
            """)
    void whatLooksLikeANameOrAnAddressIsNone(String text, String written) {
        assertThat(MarkdownReport.escaped(text)).isEqualTo(written);
    }
}
