package dev.acme.performance.operator.web.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where it is written who asked for what, and what became of it. */
public interface Audit {
    void record(Entry entry);

    /**
     * One request, without its token.
     *
     * @param user empty where nobody was known
     * @param right the rule's, in words
     * @param path plain: letters, digits, dots, hyphens, underscores and slashes
     */
    record Entry(String user, String right, String method, String path, int status) {
        /** {@code allowed}, {@code denied} (401, 403, 404, 429), {@code refused} (other 4xx) or {@code failed}. */
        public String decision() {
            return switch (status) {
                case 401, 403, 404, 429 -> "denied";
                default -> status < 400 ? "allowed" : status < 500 ? "refused" : "failed";
            };
        }
    }

    /** One line of the log each, under the name {@code audit}. */
    static Audit log() {
        Logger log = LoggerFactory.getLogger("audit");
        return entry -> log.info(
                "user=\"{}\" right=\"{}\" method={} path={} decision={} status={}",
                entry.user().replaceAll("[^ -~]|[\"\\\\]", "?"),
                entry.right(),
                entry.method().replaceAll("[^A-Z]", "?"),
                entry.path(),
                entry.decision(),
                entry.status());
    }
}
