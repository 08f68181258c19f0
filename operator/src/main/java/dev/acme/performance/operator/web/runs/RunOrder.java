package dev.acme.performance.operator.web.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.target.Digest;
import dev.acme.performance.operator.web.http.Json;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A run that somebody wants.
 *
 * @param name empty where one is to be made, of {@code prefix} and something that no other has
 * @param spec only what differs from the schema's defaults
 * @param key of the request, for one that is sent twice
 */
public record RunOrder(
        String namespace,
        Optional<String> name,
        String prefix,
        ObjectNode labels,
        ObjectNode annotations,
        ObjectNode spec,
        Optional<String> key) {
    /** By which a run is found that a request with this key has made. */
    static final String KEY = "performance.acme.dev/idempotency-key";

    /** What the request asked for: the same key may not ask for something else. */
    static final String REQUEST = "performance.acme.dev/request";

    /** Who asked, for the run's maker in the cluster is the operator. */
    static final String REQUESTED_BY = "performance.acme.dev/requested-by";

    private static final int KEY_DIGITS = 40;
    private static final int NAME_DIGITS = 10;
    private static final int LONGEST_USER = 253;

    /** The digest of who asks, where, and by which key; survives restarts, for it lies on the run. */
    Optional<String> keyDigest(String user) {
        return key.map(it -> Digest.of(user + "\n" + namespace + "\n" + it, KEY_DIGITS));
    }

    /** What is asked for. */
    String requestDigest() {
        var asked = Json.object();
        asked.put("name", name.orElse(""));
        asked.put("prefix", prefix);
        asked.set("labels", labels);
        asked.set("annotations", annotations);
        asked.set("spec", spec);
        return Digest.of(Json.canonical(asked), KEY_DIGITS);
    }

    /** As it is created. */
    ObjectNode manifest(String user, Random random) {
        var keyDigest = keyDigest(user);
        var manifest = Json.object();
        manifest.put("apiVersion", PerformanceRun.GROUP + "/" + PerformanceRun.VERSION);
        manifest.put("kind", "PerformanceRun");
        var metadata = manifest.putObject("metadata");
        metadata.put("namespace", namespace);
        metadata.put(
                "name",
                name.orElseGet(() -> prefix
                        + keyDigest.map(it -> it.substring(0, NAME_DIGITS)).orElseGet(() -> digits(random))));
        var allLabels = labels.deepCopy();
        keyDigest.ifPresent(it -> allLabels.put(KEY, it));
        metadata.set("labels", allLabels);
        var allAnnotations = annotations.deepCopy();
        allAnnotations.put(REQUEST, requestDigest());
        allAnnotations.put(REQUESTED_BY, user.length() <= LONGEST_USER ? user : user.substring(0, LONGEST_USER));
        metadata.set("annotations", allAnnotations);
        manifest.set("spec", spec);
        return manifest;
    }

    /** Whether {@code run} was made by a request that asked for the same. */
    boolean isMadeBy(PerformanceRun run) {
        return requestDigest()
                .equals(Optional.ofNullable(run.getMetadata().getAnnotations())
                        .map(it -> it.get(REQUEST))
                        .orElse(""));
    }

    /** Whether {@code run} was made by a request of the same key. */
    boolean hasKeyOf(PerformanceRun run, String digest) {
        return digest.equals(Optional.ofNullable(run.getMetadata().getLabels())
                .map(it -> it.get(KEY))
                .orElse(""));
    }

    static Map<String, String> selector(String keyDigest) {
        return Map.of(KEY, keyDigest);
    }

    private static String digits(Random random) {
        var bytes = new byte[NAME_DIGITS / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
