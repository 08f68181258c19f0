package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which objects of a kind a request is about.
 *
 * @param namespace empty for all
 */
record Selection(ResourceType type, String namespace, LabelSelector labels, FieldSelector fields) {
    boolean includes(ObjectKey key) {
        return key.resource().equals(type.id()) && (namespace.isEmpty() || namespace.equals(key.namespace()));
    }

    boolean selects(JsonNode object) {
        return !object.isMissingNode() && labels.selects(object) && fields.selects(object);
    }
}
