package dev.acme.performance.operator.experiment;

import dev.acme.performance.operator.experiment.report.ExperimentReport;
import dev.acme.performance.operator.experiment.report.PackedFiles;
import dev.acme.performance.operator.experiment.report.Reports;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The files of a report, as one object of the API holds them: as text where there is room, else packed under {@code NAME.gz}. */
final class ReportFiles {
    /** An API server takes objects of about a megabyte and a half, with everything that is escaped. */
    static final int MOST_BYTES = 900_000;

    private ReportFiles() {}

    static Map<String, String> of(ExperimentReport report) {
        var files = new LinkedHashMap<String, String>();
        files.put("report.md", Reports.markdown(report));
        files.put("report.html", Reports.html(report));
        files.put("report.json", Reports.json(report));
        return bounded(files);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The first ones have the first claim to stay text; what does not fit even packed is named in {@code left-out.txt}. */
    static Map<String, String> bounded(Map<String, String> files) {
        var kept = new TreeMap<String, String>();
        var packed = new TreeMap<String, String>();
        files.forEach((name, text) -> packed.put(name, PackedFiles.pack(text)));
        var leftOut = new StringBuilder();
        int room = MOST_BYTES;
        int later = packed.values().stream().mapToInt(String::length).sum();
        for (var file : files.entrySet()) {
            String small = packed.get(file.getKey());
            later -= small.length();
            if (bytes(file.getValue()) + later <= room) {
                kept.put(file.getKey(), file.getValue());
                room -= bytes(file.getValue());
            } else if (small.length() <= room) {
                kept.put(file.getKey() + PackedFiles.SUFFIX, small);
                room -= small.length();
            } else {
                leftOut.append("%s has %d bytes, packed %d, %d are left%n"
                        .formatted(file.getKey(), bytes(file.getValue()), small.length(), room));
            }
        }
        if (!leftOut.isEmpty()) {
            kept.put("left-out.txt", leftOut.toString());
        }
        return kept;
    }
}
