package dev.warren.gateway.status;

import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.gateway.ledger.OneQuestion;
import dev.warren.gateway.status.ReadTotals.Totals;
import dev.warren.gateway.status.StatusView.Broker;
import dev.warren.gateway.status.StatusView.Gateway;
import dev.warren.gateway.status.StatusView.Health;
import dev.warren.gateway.status.StatusView.Ledger;
import dev.warren.model.topology.BrokerDialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Sums up what this gateway knows of itself, the ledger, the broker and the workers. */
@Component
final class SumUp {

    /** A ledger that hangs must not make this page hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OneQuestion<Totals> totals;
    private final LedgerAvailability ledger;
    private final BrokerState broker;
    private final Gateway gateway;

    SumUp(ReadTotals totals, LedgerAvailability ledger, BrokerState broker) {
        this.totals = new OneQuestion<>("status", totals::read);
        this.ledger = ledger;
        this.broker = broker;
        this.gateway = new Gateway(version(), Instant.now());
    }

    StatusView now() {
        List<String> reasons = new ArrayList<>();
        Totals read = null;
        Health ledgerHealth = Health.UP;
        try {
            read = readUnlessAway();
            if (read == null) {
                ledgerHealth = Health.DOWN;
                reasons.add("the ledger cannot be reached: requests are answered 503, what runs goes on for a while");
            }
        } catch (TimeoutException e) {
            // Who counts a large backlog may be slow where everybody else is answered.
            ledgerHealth = ledger.isAway() ? Health.DOWN : Health.DEGRADED;
            reasons.add("the ledger has not answered within %d s".formatted(PATIENCE.toSeconds()));
        }
        Broker brokerNow = broker(reasons);
        if (read != null && read.workers().alive() == 0) {
            reasons.add("no worker takes tasks");
        }
        Health health = ledgerHealth == Health.DOWN ? Health.DOWN : reasons.isEmpty() ? Health.UP : Health.DEGRADED;
        return read == null
                ? new StatusView(
                        health,
                        reasons,
                        gateway,
                        new Ledger(ledgerHealth, null, null),
                        brokerNow,
                        null,
                        null,
                        null,
                        null)
                : new StatusView(
                        health,
                        reasons,
                        gateway,
                        new Ledger(ledgerHealth, read.version(), read.schemaVersion()),
                        brokerNow,
                        read.workers(),
                        read.agents(),
                        read.tasks(),
                        read.deadLetters());
    }

    private @Nullable Totals readUnlessAway() throws TimeoutException {
        if (ledger.wasAwayJustNow()) {
            return null;
        }
        try {
            Totals read = totals.within(PATIENCE);
            ledger.succeeded();
            return read;
        } catch (DataAccessException e) {
            ledger.failed(e);
            if (ledger.wasAwayJustNow()) {
                return null;
            }
            throw e; // it is there, and refuses the question
        }
    }

    private Broker broker(List<String> reasons) {
        String blocked = broker.blockedBecause();
        if (!broker.isConnected()) {
            reasons.add("the broker cannot be reached: tasks are accepted, and published when it is back");
        } else if (blocked != null) {
            reasons.add("the broker takes no messages (" + blocked + "): tasks are accepted, and published later");
        }
        String version = broker.version();
        return new Broker(
                broker.isConnected() ? blocked == null ? Health.UP : Health.DEGRADED : Health.DOWN,
                version,
                version == null ? null : queueType(version),
                version == null ? null : broker.generation(),
                blocked);
    }

    private static @Nullable String queueType(String version) {
        try {
            return BrokerDialect.of(version).queueType();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String version() {
        String version = SumUp.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
