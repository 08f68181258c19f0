package dev.acme.performance.local.controllers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a Deployment has come from its old replica sets to its new one, in numbers.
 *
 * @param old the oldest first
 */
record Rollout(int desired, int maxSurge, int maxUnavailable, Set current, List<Set> old) {
    /**
     * A replica set in numbers.
     *
     * @param wanted pods it is told to keep
     * @param present pods it has
     */
    record Set(String name, int wanted, int present, int available) {}

    Rollout {
        old = List.copyOf(old);
    }

    /** Which sets are to be given another size; empty where nothing can be done before something else happens. */
    Map<String, Integer> nextSizes() {
        int grown = grownSize();
        return grown != current.wanted ? Map.of(current.name, grown) : shrunkSizes();
    }

    /** All old pods go first, then all new ones come. */
    Map<String, Integer> nextSizesRecreating() {
        var sizes = new LinkedHashMap<String, Integer>();
        old.stream().filter(set -> set.wanted > 0).forEach(set -> sizes.put(set.name, 0));
        boolean oldOnesAreGone = old.stream().allMatch(set -> set.wanted == 0 && set.present == 0);
        if (oldOnesAreGone && current.wanted != desired) {
            sizes.put(current.name, desired);
        }
        return sizes;
    }

    private int grownSize() {
        if (current.wanted >= desired) {
            return desired;
        }
        int room = desired + maxSurge - allWanted();
        return current.wanted + Math.clamp(room, 0, desired - current.wanted);
    }

    /** Old pods that do not serve go first; then as many others as new ones are available for. */
    private Map<String, Integer> shrunkSizes() {
        var sizes = new LinkedHashMap<String, Integer>();
        int unavailableNew = current.wanted - current.available;
        int removable = allWanted() - (desired - maxUnavailable) - unavailableNew;
        var healthy = new ArrayList<Set>();
        for (var set : old) {
            int sick = Math.clamp(Math.min(removable, set.wanted - set.available), 0, set.wanted);
            removable -= sick;
            healthy.add(new Set(set.name, set.wanted - sick, set.present, set.available));
        }
        int spare = availableInAll() - (desired - maxUnavailable);
        for (int i = 0; i < healthy.size(); i++) {
            var set = healthy.get(i);
            int down = Math.clamp(Math.min(spare, set.wanted), 0, set.wanted);
            spare -= down;
            if (set.wanted - down != old.get(i).wanted) {
                sizes.put(set.name, set.wanted - down);
            }
        }
        return sizes;
    }

    private int allWanted() {
        return current.wanted + old.stream().mapToInt(Set::wanted).sum();
    }

    private int availableInAll() {
        return current.available + old.stream().mapToInt(Set::available).sum();
    }

    /**
     * A number of pods, absolute or as a percentage of those desired.
     *
     * @param isRoundedUp a surge is, unavailability is not
     */
    static int resolve(String amount, int desired, boolean isRoundedUp) {
        if (!amount.endsWith("%")) {
            return Integer.parseInt(amount);
        }
        double pods = desired * Double.parseDouble(amount.substring(0, amount.length() - 1)) / 100;
        return (int) (isRoundedUp ? Math.ceil(pods) : Math.floor(pods));
    }
}
