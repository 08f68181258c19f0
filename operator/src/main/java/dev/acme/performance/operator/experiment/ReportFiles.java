package dev.acme.performance.operator.experiment;

import dev.acme.performance.operator.experiment.report.ExperimentReport;
import dev.acme.performance.operator.experiment.report.JsonReport;
import dev.acme.performance.operator.experiment.report.Reports;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The files of a report, as far as one object of the API holds them: Markdown first, then HTML, then JSON, which names what it leaves out. */
final class ReportFiles {
    /** An API server takes objects of about a megabyte and a half, with everything that is escaped. */
    static final int MOST_BYTES = 900_000;

    /** Less is no report. */
    private static final int LEAST_JSON = 10_000;

    private ReportFiles() {}

    static Map<String, String> of(ExperimentReport report) {
        String markdown = Reports.markdown(report);
        String html = Reports.html(report);
        int afterMarkdown = Math.max(0, MOST_BYTES - bytes(markdown));
        int room = bytes(html) <= afterMarkdown ? afterMarkdown - bytes(html) : afterMarkdown;
        return bounded(markdown, html, JsonReport.within(report, Math.max(room, LEAST_JSON)));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What does not fit is named in {@code left-out.txt}. */
    static Map<String, String> bounded(String markdown, String html, String json) {
        var files = new TreeMap<String, String>();
        var leftOut = new StringBuilder();
        int room = MOST_BYTES;
        for (var file : new String[][] {{"report.md", markdown}, {"report.html", html}, {"report.json", json}}) {
            int bytes = bytes(file[1]);
            if (bytes <= room) {
                files.put(file[0], file[1]);
                room -= bytes;
            } else {
                leftOut.append("%s has %d bytes, %d are left%n".formatted(file[0], bytes, room));
            }
        }
        if (!leftOut.isEmpty()) {
            files.put("left-out.txt", leftOut.toString());
        }
        return files;
    }
}
