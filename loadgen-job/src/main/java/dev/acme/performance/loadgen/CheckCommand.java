package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.loadgen.health.SystemChecks;
import dev.acme.performance.loadgen.health.SystemChecks.Check;
import dev.acme.performance.loadgen.health.SystemFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code --check [--clients N]}: looks at this machine and measures nothing. */
final class CheckCommand {
    static final String WORD = "--check";
    private static final String CLIENTS = "--clients";
    private static final int USUAL_CLIENTS = 100;
    private static final int MOST_CLIENTS = 10_000;

    private CheckCommand() {}

    static boolean isAsked(String[] words) {
        return words.length > 0 && words[0].equals(WORD);
    }

    /** Prints a line for each check; 0 where all is fine, 1 where something is not. Throws {@link BadProfile}. */
    static int run(String[] words) {
        int clients = clients(words);
        List<Check> checks = SystemChecks.ofIdleMachine(SystemFacts.read(Path.of("/")), clients);
        boolean isFine = true;
        for (Check check : checks) {
            isFine &= check.isFine();
            System.out.println(line(check));
        }
        return isFine ? 0 : 1;
    }

    static String line(Check check) {
        return String.format(
                Locale.ROOT,
                "%-5s %-14s %s%s",
                check.isFine() ? "ok" : "LOOK",
                check.name(),
                check.seen(),
                check.isFine() ? "" : ": " + check.advice());
    }

    private static int clients(String[] words) {
        if (words.length == 1) {
            return USUAL_CLIENTS;
        }
        if (words.length != 3 || !words[1].equals(CLIENTS)) {
            throw bad(WORD + ": takes nothing but " + CLIENTS + " N");
        }
        if (!words[2].matches("[0-9]{1,5}")) {
            throw bad(CLIENTS + ": is no number");
        }
        int clients = Integer.parseInt(words[2]);
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw bad(CLIENTS + ": must be 1 to " + MOST_CLIENTS);
        }
        return clients;
    }

    private static BadProfile bad(String problem) {
        return new BadProfile(List.of(problem));
    }
}
