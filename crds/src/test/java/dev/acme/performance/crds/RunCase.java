package dev.acme.performance.crds;

/**
 * One resource, its name and its spec (YAML), and what an API server must say of it: accepted, or refused for one field with a
 * message. Both a real kube-apiserver and the one-machine one are held to this table.
 */
public sealed interface RunCase {
    String name();

    String run();

    String spec();

    /** A spec that must be accepted. */
    record Accepted(String name, String run, String spec) implements RunCase {
        @Override
        public String toString() {
            return "accepted: " + name;
        }
    }

    /** A spec that must be refused with a message holding {@code field} and {@code reason}. */
    record Refused(String name, String run, String spec, String field, String reason) implements RunCase {
        @Override
        public String toString() {
            return "refused: " + name;
        }
    }
}
