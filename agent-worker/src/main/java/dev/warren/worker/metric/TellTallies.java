package dev.warren.worker.metric;

import dev.warren.store.tally.AgentTallies;
import dev.warren.store.tally.AgentTally;
import dev.warren.store.tally.LedgerTallies;
import dev.warren.worker.lease.FewAtOnce;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the ledger every few seconds what this process has done, for whoever asks a gateway. What the ledger does not take
 * is told with the next.
 */
public final class TellTallies implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TellTallies.class);

    private final LedgerTallies ledger;
    private final FewAtOnce few;
    private final AgentTallies tallies;
    private final UUID process;
    private final Thread thread;

    /** @param process new at each start */
    public TellTallies(LedgerTallies ledger, FewAtOnce few, AgentTallies tallies, UUID process) {
        this.ledger = ledger;
        this.few = few;
        this.tallies = tallies;
        this.process = process;
        this.thread = Thread.ofVirtual().name("warren-tallies").start(this::tellUntilClosed);
    }

    private void tellUntilClosed() {
        try {
            while (true) {
                Thread.sleep(AgentTallies.EVERY);
                tell();
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void tell() {
        List<AgentTally> news = tallies.next();
        if (!news.isEmpty()) {
            try {
                few.ask(() -> {
                    ledger.tell(process, news);
                    return news;
                });
            } catch (RuntimeException e) {
                log.debug("Tells later what was done for {} agents, the ledger does not take it", news.size(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
