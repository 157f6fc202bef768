package dev.warren.gateway.ledger;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
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
    private final OneQuestion<Boolean> question = new OneQuestion<>("ledger-health", this::ask);
    private boolean away;
    private long awaySince;

    LedgerHealth(JdbcOperations ledger, LedgerAvailability availability, GatewayLedgerProperties properties) {
        this.ledger = ledger;
        this.availability = availability;
        this.unreadyAfter = properties.unreadyAfter();
    }

    @Override
    public synchronized Health health() {
        long began = System.nanoTime();
        if (answers()) {
            away = false;
            return Health.up().build();
        }
        if (!away) {
            away = true;
            awaySince = began;
        }
        Duration silence = Duration.ofNanos(System.nanoTime() - awaySince);
        return Health.status(silence.compareTo(unreadyAfter) < 0 ? DEGRADED : Status.OUT_OF_SERVICE)
                .withDetail("awaySeconds", silence.toSeconds())
                .build();
    }

    private boolean answers() {
        try {
            return question.within(PATIENCE);
        } catch (TimeoutException e) {
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
