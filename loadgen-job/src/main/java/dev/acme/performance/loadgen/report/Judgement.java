package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.Validity;
import java.util.List;

/** How far a result can be trusted; the worst reason decides. */
record Judgement(Validity validity, List<String> reasons) {

    Judgement {
        reasons = List.copyOf(reasons);
    }
}
