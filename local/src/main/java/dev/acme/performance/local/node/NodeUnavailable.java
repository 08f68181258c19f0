package dev.acme.performance.local.node;

/** This machine cannot be a node, and why, in one line for its user. */
public final class NodeUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeUnavailable(String message) {
        super(message);
    }
}
