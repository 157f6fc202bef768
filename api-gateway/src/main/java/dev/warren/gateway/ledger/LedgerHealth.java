package dev.warren.gateway.ledger;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Asks the ledger whether it is there, for readiness. One that is away for a moment, as at a failover, is
 * {@code DEGRADED}, which is answered like {@code UP}: all gateways miss it at once, and a caller is served better by
 * their {@code 503} with {@code Retry-After} than by a balancer without a single gateway. A gateway that has missed it
 * for longer may be the only one that is cut off, and is {@code OUT_OF_SERVICE}.
 */
@Component("ledger")
final class LedgerHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    /** Less than the second that whoever probes usually waits; a connection that cannot be had takes longer. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final JdbcOperations ledger;
    private final LedgerAvailability availability;
    private final Duration unreadyAfter;
    private @Nullable FutureTask<Boolean> question;
    private long askedAt;
    private boolean away;
    private long awaySince;

    LedgerHealth(JdbcOperations ledger, LedgerAvailability availability, GatewayLedgerProperties properties) {
        this.ledger = ledger;
        this.availability = availability;
        this.unreadyAfter = properties.unreadyAfter();
    }

    @Override
    public synchronized Health health() {
        if (answers()) {
            away = false;
            return Health.up().build();
        }
        if (!away) {
            away = true;
            awaySince = askedAt;
        }
        Duration silence = Duration.ofNanos(System.nanoTime() - awaySince);
        return Health.status(silence.compareTo(unreadyAfter) < 0 ? DEGRADED : Status.OUT_OF_SERVICE)
                .withDetail("awaySeconds", silence.toSeconds())
                .build();
    }

    /** A question that has no answer yet stays the one that is asked, so that a ledger that hangs ties up one thread. */
    private boolean answers() {
        FutureTask<Boolean> asked = question;
        if (asked == null) {
            asked = new FutureTask<>(this::ask);
            question = asked;
            askedAt = System.nanoTime();
            Thread.ofVirtual().name("ledger-health").start(asked);
        }
        try {
            boolean there = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            question = null;
            return there;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            question = null;
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean ask() {
        try {
            ledger.queryForObject("select true", Boolean.class);
            availability.succeeded();
            return true;
        } catch (RuntimeException e) {
            availability.failed(e);
            return false;
        }
    }
}
