package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.LoadProfileBuilder;

/** One load generator's part of a load that {@code of} of them carry together; {@code index} counts from 0. */
public record Part(int index, int of) {
    public static final Part WHOLE = new Part(0, 1);

    public Part {
        if (of < 1 || index < 0 || index >= of) {
            throw new IllegalArgumentException(index + " of " + of);
        }
    }

    /** The profile with this part's share of the clients; everything else is the same for all, the plan of starts, too. */
    public LoadProfile share(LoadProfile whole) {
        int clients = whole.clients() / of + (index < whole.clients() % of ? 1 : 0);
        return of == 1
                ? whole
                : LoadProfileBuilder.builder(whole).clients(clients).build();
    }
}
