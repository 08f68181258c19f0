package dev.acme.performance.local.apiserver;

/**
 * A request that one whole answer follows.
 *
 * @param path decoded, without parameters
 * @param mediaType of the body, without parameters
 * @param accept what the answer may be
 */
record ApiRequest(String method, String path, Query query, String mediaType, String accept, String body) {}
