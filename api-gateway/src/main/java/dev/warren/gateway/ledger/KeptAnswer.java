package dev.warren.gateway.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that the ledger is asked once, however many want to know. The answer is kept for a while, and at least
 * twenty times as long as it took: so what takes long does not go on all the time.
 *
 * @param <T> of the answer
 */
public final class KeptAnswer<T> {

    private static final int SHARE_OF_TIME = 20;

    private final Supplier<T> question;
    private final long keptNanos;
    private @Nullable T last;
    private long lastUntil;

    /** @param kept how long at least */
    public KeptAnswer(Duration kept, Supplier<T> question) {
        this.keptNanos = kept.toNanos();
        this.question = question;
    }

    /** Who comes while the question is asked waits for its answer. What the question throws is thrown, and not kept. */
    public synchronized T get() {
        long start = System.nanoTime();
        T known = last;
        if (known != null && start - lastUntil < 0) {
            return known;
        }
        T answer = question.get();
        last = answer;
        lastUntil = start + Math.max(keptNanos, SHARE_OF_TIME * (System.nanoTime() - start));
        return answer;
    }
}
