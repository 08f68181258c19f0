package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks a few times a second how much memory containers use, and tells when one uses more than it may.
 *
 * <p>What counts is anonymous resident memory of all its processes, as in a cgroup: pages of files could be dropped. A
 * process can be above its limit for a quarter of a second, where a cgroup would have stopped it at once.
 */
final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;
    /** Children are looked up in every so many rounds. */
    private static final int FAMILY_ROUNDS = 4;

    private static final long PAGE_BYTES = 4096;
    private static final Path PROC = Path.of("/proc");

    private final Map<Long, Watched> byPid = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("memory").daemon().unstarted(this::run);

    /** A container's first process and what to do when it is over its limit. */
    private record Watched(long limitBytes, Runnable onExceeded, Set<Long> family) {}

    static MemoryWatch start() {
        var watch = new MemoryWatch();
        watch.thread.start();
        return watch;
    }

    /** Watches until {@link #forget}, or until the limit was exceeded once. */
    void watch(long pid, long limitBytes, Runnable onExceeded) {
        byPid.put(pid, new Watched(limitBytes, onExceeded, ConcurrentHashMap.newKeySet()));
    }

    void forget(long pid) {
        byPid.remove(pid);
    }

    private void run() {
        try {
            for (int round = 0; !stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS); round++) {
                if (round % FAMILY_ROUNDS == 0 && !byPid.isEmpty()) {
                    findFamilies();
                }
                byPid.forEach(this::check);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(long pid, Watched watched) {
        long bytes = anonymousBytes(pid)
                + watched.family.stream().mapToLong(MemoryWatch::anonymousBytes).sum();
        if (bytes > watched.limitBytes && byPid.remove(pid, watched)) {
            watched.onExceeded.run();
        }
    }

    private static long anonymousBytes(long pid) {
        try {
            String[] pages = Files.readString(PROC.resolve(pid + "/statm")).split(" ", 4);
            return (Long.parseLong(pages[1]) - Long.parseLong(pages[2])) * PAGE_BYTES;
        } catch (IOException e) {
            return 0;
        }
    }

    private void findFamilies() {
        var parents = parents();
        var families = new HashMap<Long, Set<Long>>();
        for (long pid : parents.keySet()) {
            long ancestor = parents.getOrDefault(pid, 0L);
            for (int depth = 0; depth < 32 && ancestor > 1 && !byPid.containsKey(ancestor); depth++) {
                ancestor = parents.getOrDefault(ancestor, 0L);
            }
            families.computeIfAbsent(ancestor, key -> new HashSet<>()).add(pid);
        }
        byPid.forEach((pid, watched) -> {
            watched.family.clear();
            watched.family.addAll(families.getOrDefault(pid, Set.of()));
        });
    }

    private static Map<Long, Long> parents() {
        var parents = new HashMap<Long, Long>();
        try (Stream<Path> entries = Files.list(PROC)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .forEach(pid -> parents.put(pid, parentOf(pid)));
        } catch (IOException e) {
            return parents;
        }
        return parents;
    }

    /** The fourth field of stat, after the name, which may hold anything and stands in parentheses. */
    private static long parentOf(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 4).split(" ", 2)[0]);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
