package dev.acme.performance.loadgen.health;

import java.util.List;
import java.util.Optional;

/**
 * What a kernel says of itself that changes numbers, told by the words of its own messages: {@code mm/oom_kill.c},
 * {@code drivers/thermal/intel/therm_throt.c}, {@code drivers/thermal/thermal_core.c}, {@code drivers/firmware/efi/cper.c},
 * {@code arch/x86/kernel/cpu/mce}, {@code drivers/edac/edac_mc.c}, {@code drivers/pci/pcie/aer.c}, {@code block/blk-core.c},
 * {@code kernel/watchdog.c}, {@code kernel/hung_task.c}, {@code kernel/rcu/tree_stall.h}, {@code kernel/time/clocksource.c}.
 */
enum KernelEvent {
    MEMORY("a process was killed for want of memory", "out of memory: kill"),
    HEAT("processors were slowed down for their heat", "clock throttled", "clock is throttled", "temperature reached"),
    HARDWARE(
            "the hardware reported an error",
            "[hardware error]",
            " ce memory ",
            " ue memory ",
            "aer: corrected error",
            "aer: uncorrected",
            "aer: multiple",
            "pcie bus error",
            "i/o error, dev "),
    STANDSTILL(
            "processors or tasks stood still",
            "soft lockup - cpu",
            "hard lockup on cpu",
            "self-detected stall on cpu",
            "detected stalls on cpus",
            " blocked for more than "),
    CLOCK("the clock was found to be wrong", "marking clocksource", "timekeeping watchdog");

    private final String meaning;

    /** Immutable, though its type does not say so. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> words;

    KernelEvent(String meaning, String... words) {
        this.meaning = meaning;
        this.words = List.of(words);
    }

    String meaning() {
        return meaning;
    }

    /** What a message of the kernel tells of, empty for the many that tell of nothing here. */
    static Optional<KernelEvent> in(KernelMessage message) {
        String text = message.lowerCase();
        for (KernelEvent event : values()) {
            for (String word : event.words) {
                if (text.contains(word)) {
                    return Optional.of(event);
                }
            }
        }
        return Optional.empty();
    }
}
