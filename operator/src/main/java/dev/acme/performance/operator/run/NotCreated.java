package dev.acme.performance.operator.run;

import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** A child that cannot be made, and will not be by asking again. */
final class NotCreated extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String sentence;

    private NotCreated(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
        this.sentence = sentence;
    }

    /** An object of somebody else has the name that the child needs. */
    static NotCreated nameConflict(HasMetadata child) {
        return new NotCreated(Reason.NAME_CONFLICT, name(child) + " exists and is not this run's: delete or rename it");
    }

    /** The API server will not have it, for the reason that {@code answer} gives. */
    static NotCreated refused(HasMetadata child, KubernetesClientException answer) {
        String why = Optional.ofNullable(answer.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> "it answered " + answer.getCode());
        return new NotCreated(Reason.REFUSED, "the API server refused " + name(child) + ": " + why);
    }

    Reason reason() {
        return reason;
    }

    String sentence() {
        return sentence;
    }

    private static String name(HasMetadata child) {
        return child.getKind() + " " + child.getMetadata().getName();
    }
}
