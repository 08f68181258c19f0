package dev.acme.performance.exchange;

import java.util.List;

/** A load profile that cannot be carried out; the message names every bad field with its reason. */
public final class BadProfile extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadProfile(List<String> problems) {
        super(String.join("; ", problems));
    }
}
