package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Refusal;
import java.util.List;
import java.util.Optional;

/** What distinguishes one kind of object from another when it is written. */
interface Strategy {
    /** Removes fields the kind does not have, in place; answers their paths. */
    List<String> prune(ObjectNode object, String version);

    /** Fills in what the user left open, in place. */
    void fillDefaults(ObjectNode object, String version);

    /** Sets what only the server sets on a new object, in place; its UID is there already. */
    void initialize(ObjectNode object);

    /** Every reason to refuse; {@code former} is missing for a new object. */
    List<Refusal> violations(ObjectNode object, JsonNode former, String version);

    /** Whether a PUT may come without resourceVersion. */
    boolean allowsBlindUpdates();

    /** Whether metadata.generation counts the changes of everything but metadata and status. */
    boolean countsGenerations();

    /** What kubectl shows of such objects, where more is known than their names; empty where clients have to know by themselves. */
    default Optional<TableView> table(String version) {
        return Optional.empty();
    }

    /** What happens to dependents where a deletion does not say. */
    Propagation defaultPropagation();
}
