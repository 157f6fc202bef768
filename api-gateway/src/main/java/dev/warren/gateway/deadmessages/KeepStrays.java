package dev.warren.gateway.deadmessages;

import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.deadletter.KeepUnreadable;
import dev.warren.store.deadletter.StrayMessage;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps messages that nobody can read where an operator finds them, and says so in the log. */
@Component
final class KeepStrays {

    private static final String KNOWN = "select exists (select from unreadable_message where queue = ? and size = ?"
            + " and body = ? and at > clock_timestamp() - interval '1 h')";
    private static final Logger log = LoggerFactory.getLogger(KeepStrays.class);

    private final KeepUnreadable ledger;
    private final JdbcOperations reads;
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());

    KeepStrays(KeepUnreadable ledger, JdbcOperations reads) {
        this.ledger = ledger;
        this.reads = reads;
    }

    /** Keeps them; one that came before and is there already is not kept twice. */
    void keep(List<DeadDelivery.Unreadable> messages) {
        List<StrayMessage> fresh = messages.stream()
                .filter(message -> !message.redelivered() || !isKnown(message))
                .map(this::stray)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        keepEach(fresh);
        StrayMessage first = fresh.getFirst();
        log.warn(
                "{} messages name no task and are kept among the dead letters; the first died in queue {} by {}, with a"
                        + " body of {} bytes",
                fresh.size(),
                first.queue(),
                first.reason(),
                first.size());
    }

    /** One that the ledger refuses must not hold up the others, nor come back for ever. */
    private void keepEach(List<StrayMessage> strays) {
        try {
            ledger.keep(strays);
        } catch (DataAccessException e) {
            if (!LedgerFailures.mayBeOfOneRow(e)) {
                throw e;
            }
            if (strays.size() == 1) {
                log.error("The ledger refuses a dead letter, which is dropped: {}", strays.getFirst(), e);
            } else {
                strays.forEach(stray -> keepEach(List.of(stray)));
            }
        }
    }

    private boolean isKnown(DeadDelivery.Unreadable message) {
        return Boolean.TRUE.equals(reads.queryForObject(
                KNOWN, Boolean.class, message.death().queue(), message.size(), message.beginning()));
    }

    private StrayMessage stray(DeadDelivery.Unreadable message) {
        return new StrayMessage(
                ids.next(),
                message.death().queue(),
                message.death().reason(),
                message.death().headers(),
                message.beginning(),
                message.size());
    }
}
