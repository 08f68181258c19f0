package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The result in the 4,096 bytes that Kubernetes keeps of a termination message: with histograms where they fit. */
final class Summary {
    static final int MAX_BYTES = 4_096;
    private static final int SHORT_REASON = 120;

    private Summary() {}

    static String of(RunResult result, ExchangeCodec codec) {
        String line = codec.writeLine(result.withoutSeries());
        if (!fits(line)) {
            line = codec.writeLine(result.summary());
        }
        for (int kept = result.validityReasons().size(); !fits(line) && kept >= 0; kept--) {
            line = codec.writeLine(result.summary().withValidityReasons(shortened(result.validityReasons(), kept)));
        }
        return line;
    }

    private static List<String> shortened(List<String> reasons, int kept) {
        var shorter = new ArrayList<String>(kept + 1);
        for (String reason : reasons.subList(0, kept)) {
            shorter.add(reason.length() <= SHORT_REASON ? reason : reason.substring(0, SHORT_REASON - 3) + "...");
        }
        if (kept < reasons.size()) {
            shorter.add("More: " + (reasons.size() - kept) + " reasons are in the result's line");
        }
        return shorter;
    }

    private static boolean fits(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }
}
