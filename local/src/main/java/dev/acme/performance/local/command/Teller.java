package dev.acme.performance.local.command;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Tells of every object that came or changed. */
record Teller<T>(Consumer<T> tell) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
        tell.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
        tell.accept(after);
    }

    @Override
    public void onDelete(T object, boolean isStateUnknown) {
        // whoever deleted it knows
    }
}
