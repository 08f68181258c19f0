package dev.acme.performance.operator.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** One attempt of one run: the names, labels and owner of everything made for it. */
public record Attempt(String namespace, String run, String runUid, int number) {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "performance-operator";
    public static final String RUN = "performance.acme.dev/run";
    private static final String RUN_UID = "performance.acme.dev/run-uid";
    private static final String ATTEMPT = "performance.acme.dev/attempt";
    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int UID_DIGITS = 8;

    /** What a child is for. */
    public enum Component {
        POPULATE("fill"),
        REGISTRY("reg"),
        LOAD("load"),
        RESULT("result");

        private final String word;

        Component(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    public static Attempt of(HasMetadata run, int number) {
        var meta = run.getMetadata();
        return new Attempt(meta.getNamespace(), meta.getName(), meta.getUid(), number);
    }

    public Attempt withNumber(int other) {
        return new Attempt(namespace, run, runUid, other);
    }

    /** A child's name: at most 40 + 1 + 8 + 1 + digits of the attempt + 7 characters. */
    public String name(Component component) {
        return run + "-" + Digest.of(runUid, UID_DIGITS) + "-" + number + "-" + component;
    }

    /** Stable across operator restarts, for it is made of the run's UID and the attempt. */
    public String runId() {
        return UUID.nameUUIDFromBytes((runUid + "/" + number).getBytes(UTF_8)).toString();
    }

    /** What selects the children of this attempt. */
    public Map<String, String> selector() {
        return new TreeMap<>(Map.of(RUN_UID, runUid, ATTEMPT, String.valueOf(number)));
    }

    /** What selects the children of one kind. */
    public Map<String, String> selector(Component component) {
        var selector = new TreeMap<>(selector());
        selector.put(COMPONENT, component.toString());
        return selector;
    }

    /** What selects the children of all attempts of a run. */
    public Map<String, String> runSelector() {
        return Map.of(RUN_UID, runUid);
    }

    public Map<String, String> labels(Component component) {
        var labels = new TreeMap<>(selector(component));
        labels.put(MANAGED_BY, OPERATOR);
        labels.put("app.kubernetes.io/name", "performance-run");
        labels.put(RUN, run);
        return labels;
    }

    public ObjectMeta metadata(Component component) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name(component))
                .withLabels(labels(component))
                .withOwnerReferences(owner())
                .build();
    }

    /** Whether an object was made for this very run: a name alone proves nothing. */
    public boolean owns(HasMetadata object) {
        return isControlledBy(object, Set.of(runUid));
    }

    /** Whether the controller of {@code object} is one of {@code uids}. */
    public static boolean isControlledBy(HasMetadata object, Set<String> uids) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        uids.contains(reference.getUid()) && Boolean.TRUE.equals(reference.getController()));
    }

    /** The attempt that a child was made for; 0 where its label tells none. */
    public static int numberOf(HasMetadata child) {
        String number = label(child, ATTEMPT, "0");
        return NUMBER.matcher(number).matches() ? Integer.parseInt(number) : 0;
    }

    private static String label(HasMetadata child, String name, String fallback) {
        var labels = child.getMetadata().getLabels();
        return labels == null ? fallback : labels.getOrDefault(name, fallback);
    }

    private OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion("performance.acme.dev/v1alpha1")
                .withKind("PerformanceRun")
                .withName(run)
                .withUid(runUid)
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }
}
