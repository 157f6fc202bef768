package dev.warren.gateway.sweep;

import dev.warren.store.sweep.SweepLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes room in the ledger for what comes, and lets go of what is old. */
@Component
final class KeepHouse {

    static final Duration EVERY = Duration.ofHours(1);

    private static final Duration PARTITIONS_AHEAD = Duration.ofDays(28);
    private static final int KEYS_AT_ONCE = 10_000;
    private static final Logger log = LoggerFactory.getLogger(KeepHouse.class);

    private final SweepLedger ledger;
    private final CountActions actions;
    private final SweepProperties properties;

    KeepHouse(SweepLedger ledger, CountActions actions, SweepProperties properties) {
        this.ledger = ledger;
        this.actions = actions;
        this.properties = properties;
    }

    void ensurePartitions() {
        actions.count(
                SweepAction.MAKE_PARTITION,
                ledger.ensurePartitions(Instant.now().plus(PARTITIONS_AHEAD)));
    }

    void dropPartitions() {
        List<String> weeks = ledger.dropPartitions(Instant.now().minus(properties.keep()));
        weeks.forEach(week -> log.info("Dropped the tasks of the week from {}", week));
        actions.count(SweepAction.DROP_PARTITION, weeks.size());
    }

    void forgetOld() {
        Instant now = Instant.now();
        int forgotten;
        do {
            forgotten = ledger.forgetOld(
                    now.minus(properties.keepKeys()), now.minus(properties.keepWorkers()), KEYS_AT_ONCE);
            actions.count(SweepAction.FORGET_KEY, forgotten);
        } while (forgotten == KEYS_AT_ONCE);
    }
}
