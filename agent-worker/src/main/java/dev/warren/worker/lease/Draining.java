package dev.warren.worker.lease;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether this process was asked to take nothing new, by an operator or by its own stop. Once asked it stays so until the
 * process ends, whatever becomes of its incarnation.
 */
public final class Draining {

    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Runnable onAsked = () -> {};

    /** Calls {@code onAsked} once, with the first request; it must be quick. */
    public void onAsked(Runnable onAsked) {
        this.onAsked = onAsked;
    }

    public void ask() {
        if (asked.compareAndSet(false, true)) {
            onAsked.run();
        }
    }

    public boolean isAsked() {
        return asked.get();
    }
}
