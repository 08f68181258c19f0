package dev.acme.performance.loadgen.health;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule H-24: whether the kernel had troubles of its own in the window, by its log where that may be read, else by what it
 * counts. Like krun, which asks after every process execution whether its machine's log has changed.
 */
public final class KernelWatch implements AutoCloseable {
    private final Path root;
    private final SystemFiles files;
    private Optional<KernelLog> log = Optional.empty();
    private KernelCounters before = KernelCounters.NONE;
    private KernelCounters after = KernelCounters.NONE;

    /** {@code root} is the file system's root. */
    public KernelWatch(Path root) {
        this.root = root;
        this.files = new SystemFiles(root);
    }

    /** Well before the window: what the log has already is passed over meanwhile. */
    public void prepare() {
        log = KernelLog.open(root);
    }

    public void begin() {
        before = KernelCounters.read(files);
        log.ifPresent(KernelLog::begin);
    }

    public void end() {
        log.ifPresent(KernelLog::end);
        after = KernelCounters.read(files);
    }

    /** Reasons to doubt a result, one for each kind of trouble, each beginning with its word. */
    public List<String> reasons() {
        Map<KernelEvent, KernelLog.Heard> heard = log.isPresent() ? log.get().heard() : Map.of();
        Map<KernelEvent, Long> counted = after.since(before);
        var reasons = new ArrayList<String>();
        for (KernelEvent event : KernelEvent.values()) {
            if (heard.containsKey(event)) {
                reasons.add(reason(event, said(heard.get(event))));
            } else if (counted.containsKey(event)) {
                reasons.add(reason(event, counted(counted.get(event))));
            }
        }
        return reasons;
    }

    /** Stops listening. */
    @Override
    public void close() {
        log.ifPresent(KernelLog::close);
    }

    private static String reason(KernelEvent event, String how) {
        return "Noisy: " + event.meaning() + ", the kernel " + how;
    }

    private static String counted(long times) {
        return "counted it " + (times == 1 ? "once" : times + " times");
    }

    private static String said(KernelLog.Heard heard) {
        String more = heard.times() == 1 ? "" : " and " + (heard.times() - 1) + " more";
        return "says: " + heard.first().shortened() + more;
    }
}
