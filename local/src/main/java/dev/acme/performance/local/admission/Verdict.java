package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What became of an object at the door. */
public sealed interface Verdict {
    /** The object, its defaults filled in. */
    record Admitted(ObjectNode object) implements Verdict {}

    /** At least one reason. */
    record Refused(List<Refusal> refusals) implements Verdict {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
