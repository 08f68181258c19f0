package dev.acme.performance.registry;

import static dev.acme.performance.registry.Domain.open;

/** What only the environment says, for it is about the process; each with what it means, in Markdown. */
enum ProcessVariable {
    PERFORMANCE_CONFIG(
            open("file", "none"),
            "JSON with the keys above in lower case, each with a plain value; the environment wins"),
    TERMINATION_MESSAGE_PATH(
            open("file", "the kubelet's own, where there is one"),
            "takes the last word: what `populate` did, or why a process could not start or go on"),
    HF_TOKEN(open("token", "none"), "`populate`: of its hub"),
    AWS_LAMBDA_RUNTIME_API(
            open("`HOST:PORT`", "required"), "`function`: where it takes invocations from; Lambda or the host sets it"),
    AWS_LAMBDA_INITIALIZATION_TYPE(
            open("word", "none"),
            "`function`: `provisioned-concurrency` where it is initialised before anybody asks for it; set likewise");

    /** Immutable, though its list does not say so in its type. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Domain domain;

    private final String meaning;

    ProcessVariable(Domain domain, String meaning) {
        this.domain = domain;
        this.meaning = meaning;
    }

    Domain domain() {
        return domain;
    }

    String meaning() {
        return meaning;
    }
}
