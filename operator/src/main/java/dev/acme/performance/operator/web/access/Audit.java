package dev.acme.performance.operator.web.access;

import java.util.Set;
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
     * @param namespaces in which the user had to have the right, and names as DNS labels are: those in the path and in the body
     * @param made where what was made is found; empty where nothing was
     * @param more how many like it were left out before it
     */
    record Entry(
            String user,
            String right,
            String method,
            String path,
            Set<String> namespaces,
            String made,
            int status,
            int more) {
        public Entry {
            namespaces = Set.copyOf(namespaces);
        }

        /** One that nobody could read, or that was given up before. */
        static Entry unread(int status) {
            return new Entry("", "-", "-", "-", Set.of(), "", status, 0);
        }

        /** The same after {@code more} others. */
        Entry after(int more) {
            return new Entry(user, right, method, path, namespaces, made, status, more);
        }

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
                "user=\"{}\" right=\"{}\" method={} path={} namespaces={} made={} decision={} status={} more={}",
                entry.user().replaceAll("[^ -~]|[\"\\\\]", "?"),
                entry.right(),
                entry.method().replaceAll("[^A-Z]", "?"),
                entry.path(),
                entry.namespaces(),
                entry.made(),
                entry.decision(),
                entry.status(),
                entry.more());
    }
}
