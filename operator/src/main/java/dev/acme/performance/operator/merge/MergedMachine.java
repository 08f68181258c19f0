package dev.acme.performance.operator.merge;

import dev.acme.performance.exchange.MachineFacts;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The machines of several load generators as one: every different answer once, in the same order whoever was first. */
final class MergedMachine {
    private static final int LONGEST = 1_024;

    private MergedMachine() {}

    /** Empty lists have none. Processors and memory are those of the smallest. */
    static @Nullable MachineFacts of(List<MachineFacts> each) {
        return each.isEmpty()
                ? null
                : new MachineFacts(
                        told(each, MachineFacts::kernel),
                        told(each, MachineFacts::cpuModel),
                        each.stream().mapToInt(MachineFacts::processors).min().orElse(0),
                        each.stream()
                                .map(MachineFacts::memoryBytes)
                                .filter(Objects::nonNull)
                                .min(Long::compare)
                                .orElse(null),
                        told(each, MachineFacts::governor),
                        told(each, MachineFacts::cgroup),
                        Objects.requireNonNullElse(told(each, MachineFacts::java), ""),
                        Objects.requireNonNullElse(told(each, MachineFacts::javaOptions), ""));
    }

    private static @Nullable String told(List<MachineFacts> each, Function<MachineFacts, @Nullable String> fact) {
        String all = each.stream()
                .map(fact)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all.substring(0, Math.min(LONGEST, all.length()));
    }
}
