package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.local.admission.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which names, labels, owners and finalizers an object may have (apimachinery, api/validation). */
public final class MetadataRules {
    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final Pattern SUBDOMAIN_NAME = Pattern.compile(SUBDOMAIN);
    private static final Pattern LABEL_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern QUALIFIED_NAME =
            Pattern.compile("(" + SUBDOMAIN + "/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final String SERVICE_WORDS =
            "a DNS-1035 label must consist of lower case alphanumeric characters or "
                    + "'-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
                    + "'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private static final String LABEL_WORDS = "a lowercase RFC 1123 label must consist of lower case alphanumeric "
            + "characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
            + "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String SUBDOMAIN_WORDS =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                    + "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
                    + "used for validation is '" + SUBDOMAIN + "')";
    private static final String NAME_PART =
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must "
                    + "start and end with an alphanumeric character";
    private static final String LABEL_VALUE_WORDS = "a valid label must be an empty string or consist of at most 63 "
            + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private final String kind;
    private final JsonNode metadata;
    private final List<Refusal> refusals = new ArrayList<>();

    private MetadataRules(String kind, JsonNode metadata) {
        this.kind = kind;
        this.metadata = metadata;
    }

    /** Every reason to refuse; {@code former} is missing for a new object. */
    public static List<Refusal> violations(String kind, JsonNode object, JsonNode former) {
        var rules = new MetadataRules(kind, object.path("metadata"));
        rules.name();
        rules.labels();
        rules.annotations();
        rules.owners();
        rules.finalizers(former.path("metadata"));
        return rules.refusals;
    }

    private void name() {
        String name = metadata.path("name").asText();
        switch (kind) {
            case "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding" -> {
                if (name.contains("/") || name.contains("%")) {
                    refusals.add(Refusal.invalid("metadata.name", '"' + name + '"', "may not contain '/' or '%'"));
                }
            }
            case "Service" -> name(name, SERVICE_NAME, 63, SERVICE_WORDS);
            case "Namespace" -> name(name, LABEL_NAME, 63, LABEL_WORDS);
            default -> name(name, SUBDOMAIN_NAME, 253, SUBDOMAIN_WORDS);
        }
    }

    private void name(String name, Pattern shape, int mostCharacters, String words) {
        if (name.length() > mostCharacters) {
            refusals.add(Refusal.invalid(
                    "metadata.name", '"' + name + '"', "must be no more than " + mostCharacters + " characters"));
        } else if (!shape.matcher(name).matches()) {
            refusals.add(Refusal.invalid("metadata.name", '"' + name + '"', words));
        }
    }

    private void labels() {
        metadata.path("labels").properties().forEach(label -> {
            String value = label.getValue().asText();
            if (!isQualifiedName(label.getKey())) {
                refusals.add(Refusal.invalid("metadata.labels", '"' + label.getKey() + '"', NAME_PART));
            } else if (value.length() > 63 || !LABEL_VALUE.matcher(value).matches()) {
                refusals.add(Refusal.invalid("metadata.labels", '"' + value + '"', LABEL_VALUE_WORDS));
            }
        });
    }

    private void annotations() {
        long bytes = 0;
        for (var annotation : metadata.path("annotations").properties()) {
            bytes += annotation.getKey().length()
                    + annotation.getValue().asText().length();
            if (!isQualifiedName(annotation.getKey())) {
                refusals.add(Refusal.invalid("metadata.annotations", '"' + annotation.getKey() + '"', NAME_PART));
            }
        }
        if (bytes > MOST_ANNOTATION_BYTES) {
            refusals.add(Refusal.invalid(
                    "metadata.annotations", "\"\"", "may not be more than " + MOST_ANNOTATION_BYTES + " bytes"));
        }
    }

    private static boolean isQualifiedName(String key) {
        return QUALIFIED_NAME.matcher(key).matches()
                && key.substring(key.indexOf('/') + 1).length() <= 63;
    }

    private void owners() {
        int controllers = 0;
        int index = 0;
        for (var owner : metadata.path("ownerReferences")) {
            for (String field : List.of("apiVersion", "kind", "name", "uid")) {
                if (owner.path(field).asText("").isEmpty()) {
                    refusals.add(Refusal.invalid(
                            "metadata.ownerReferences[" + index + "]." + field, "\"\"", "must not be empty"));
                }
            }
            controllers += owner.path("controller").asBoolean() ? 1 : 0;
            index++;
        }
        if (controllers > 1) {
            refusals.add(Refusal.invalid(
                    "metadata.ownerReferences",
                    metadata.path("ownerReferences").toString(),
                    "Only one reference can have Controller set to true"));
        }
    }

    private void finalizers(JsonNode former) {
        var before = new HashSet<String>();
        former.path("finalizers").forEach(finalizer -> before.add(finalizer.asText()));
        var added = new ArrayList<String>();
        for (var finalizer : metadata.path("finalizers")) {
            String name = finalizer.asText();
            if (!isQualifiedName(name)) {
                refusals.add(Refusal.invalid("metadata.finalizers", '"' + name + '"', NAME_PART));
            } else if (!before.contains(name)) {
                added.add(name);
            }
        }
        if (former.has("deletionTimestamp") && !added.isEmpty()) {
            String names = added.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            refusals.add(Refusal.forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                            + names + "}"));
        }
    }
}
