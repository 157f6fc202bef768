package dev.warren.worker.lease;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who this worker is at the moment; nobody before it has registered. */
public final class CurrentIncarnation {

    private final AtomicReference<@Nullable Incarnation> current = new AtomicReference<>();

    public void becomes(Incarnation incarnation) {
        current.set(incarnation);
    }

    public @Nullable Incarnation orNull() {
        return current.get();
    }

    /** @throws IllegalStateException before the worker has registered */
    public Incarnation get() {
        Incarnation incarnation = current.get();
        if (incarnation == null) {
            throw new IllegalStateException("The worker has not registered yet");
        }
        return incarnation;
    }

    /** Whether the worker has registered and may start tasks now. */
    public boolean holdsLease() {
        Incarnation incarnation = current.get();
        return incarnation != null && incarnation.holdsLease();
    }
}
