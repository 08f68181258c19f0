package dev.acme.performance.local.apiserver;

/**
 * A request that one whole answer follows.
 *
 * @param mediaType of the body, without parameters
 */
record ApiRequest(String method, Query query, String mediaType, String body) {}
