package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.ObjectKey;
import java.time.Duration;
import java.util.stream.Stream;

/** Brings one kind of object closer to what it asks for; looks at the present only, never at how it came about. */
interface Controller {
    /** Nothing to do until something changes. */
    Duration UNTIL_CHANGED = Duration.ofDays(1);

    /** The objects to look at after a change of any object. */
    Stream<ObjectKey> affectedBy(Change change);

    /** Every object to look at. */
    Stream<ObjectKey> all();

    /** Looks once, and acts; answers when to look again at the latest. */
    Duration reconcile(ObjectKey key);
}
