package dev.warren.gateway.ledger;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether the ledger can be reached, as the last one found who tried. Says once that it went away and once that it is
 * back, instead of a line per request.
 */
@Component
public class LedgerAvailability {

    private static final Logger log = LoggerFactory.getLogger(LedgerAvailability.class);
    private static final long TRUST_NANOS = Duration.ofMillis(500).toNanos();

    private static final int RETRY_AFTER_SECONDS = 2;

    private volatile boolean away;
    private volatile long lastFailure;

    /**
     * Whether somebody has found the ledger unreachable a moment ago, after waiting for it in vain. Those who come then
     * need not wait as long for the same answer.
     */
    public boolean wasAwayJustNow() {
        return away && System.nanoTime() - lastFailure < TRUST_NANOS;
    }

    /** Whether the last one who tried has found the ledger unreachable, however long ago. */
    public boolean isAway() {
        return away;
    }

    /** @throws Problem where {@link #wasAwayJustNow()} */
    public void refuseWhileAway() {
        if (wasAwayJustNow()) {
            throw unavailable();
        }
    }

    /** What a caller is told whose request did nothing because the ledger is away. */
    public static Problem unavailable() {
        return Problem.retryable(
                ProblemType.LEDGER_UNAVAILABLE,
                "The ledger cannot be reached. Nothing was done; try again later.",
                RETRY_AFTER_SECONDS);
    }

    /** Somebody's question to the ledger failed. Counts only where the ledger could not be reached. */
    public void failed(Throwable failure) {
        switch (LedgerFault.of(failure)) {
            case UNREACHABLE, BROKEN -> away(failure);
            case BUSY, REFUSED, OTHER -> {}
        }
    }

    private void away(Throwable failure) {
        lastFailure = System.nanoTime();
        if (!away) {
            away = true;
            log.warn("The ledger cannot be reached, requests are answered 503: {}", rootOf(failure));
        }
    }

    /** The ledger answered. */
    public void succeeded() {
        if (away) {
            away = false;
            log.info("The ledger is back");
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
