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

    /** The file that names what did not fit in any form. */
    static final String LEFT_OUT = "left-out.txt";

    private ReportFiles() {}

    static Map<String, String> of(ExperimentReport report) {
        var files = new LinkedHashMap<String, String>();
        files.put("report.md", Reports.markdown(report));
        files.put("report.html", Reports.html(report));
        files.put("report.json", Reports.json(report));
        return bounded(files);
    }

    private record Packed(String name, String text, String packed) {
        static Packed of(Map.Entry<String, String> file) {
            return new Packed(file.getKey(), file.getValue(), PackedFiles.pack(file.getValue()));
        }

        /** What is to be kept free for it: nothing where it cannot be kept anyway. */
        int room() {
            return packed.length() <= MOST_BYTES ? packed.length() : 0;
        }

        int bytes() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** The first ones have the first claim to stay text; what does not fit even packed is named in {@link #LEFT_OUT}. */
    static Map<String, String> bounded(Map<String, String> files) {
        var all = files.entrySet().stream().map(Packed::of).toList();
        var kept = new TreeMap<String, String>();
        var leftOut = new StringBuilder();
        int room = MOST_BYTES;
        int later = all.stream().mapToInt(Packed::room).sum();
        for (var file : all) {
            later -= file.room();
            boolean canBeUnpacked = file.bytes() <= PackedFiles.MOST_BYTES;
            if (file.bytes() + later <= room) {
                kept.put(file.name(), file.text());
                room -= file.bytes();
            } else if (canBeUnpacked && file.packed().length() <= room) {
                kept.put(file.name() + PackedFiles.SUFFIX, file.packed());
                room -= file.packed().length();
            } else {
                leftOut.append("%s has %d bytes, packed %d, %d are left%n"
                        .formatted(file.name(), file.bytes(), file.packed().length(), room));
            }
        }
        if (!leftOut.isEmpty()) {
            kept.put(LEFT_OUT, leftOut.toString());
        }
        return kept;
    }
}
