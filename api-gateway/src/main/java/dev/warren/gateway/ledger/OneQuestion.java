package dev.warren.gateway.ledger;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question to the ledger that nobody waits for longer than their patience. One that has no answer yet stays the one
 * that is asked, so that a ledger that hangs ties up one thread.
 *
 * @param <T> of the answer
 */
public final class OneQuestion<T> {

    private final String name;
    private final Supplier<T> question;
    private @Nullable FutureTask<T> underWay;

    /** @param name of the thread that asks */
    public OneQuestion(String name, Supplier<T> question) {
        this.name = name;
        this.question = question;
    }

    /**
     * The answer. What the question throws is thrown.
     *
     * @throws TimeoutException there is none yet
     * @throws IllegalStateException this thread was interrupted
     */
    public T within(Duration patience) throws TimeoutException {
        try {
            return asked().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized FutureTask<T> asked() {
        FutureTask<T> asked = underWay;
        if (asked == null || asked.isDone()) {
            asked = new FutureTask<>(question::get);
            underWay = asked;
            Thread.ofVirtual().name(name).start(asked);
        }
        return asked;
    }
}
