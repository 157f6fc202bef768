package dev.warren.worker.heartbeat;

import dev.warren.store.worker.WorkerLife.Standing;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.hosting.ReadRegistry;
import dev.warren.worker.hosting.ShowAgents;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Draining;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.run.RunAttempts;
import dev.warren.worker.slot.Slots;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One beat: renews the lease, and hears what the ledger wants of this worker. A refused beat ends the incarnation: what it
 * ran is abandoned, nothing of it is written, and the process goes on as a new one.
 */
public final class Heartbeat {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final int RECONCILE_EVERY = 3;

    private final CurrentIncarnation current;
    private final Enroll enroll;
    private final Work work;
    private final Wishes wishes;
    private final LongSupplier nanoTime;
    private int beats;
    private boolean failedBefore;

    /** What the heartbeat keeps alive, and looks after. */
    public record Work(
            RunAttempts runs, FinishResults results, Slots slots, ReconcileLeases reconcile, ShowAgents agents) {}

    /** What the ledger may want of this worker. */
    public record Wishes(ReadRegistry registry, Draining draining) {}

    public Heartbeat(CurrentIncarnation current, Enroll enroll, Work work, Wishes wishes, LongSupplier nanoTime) {
        this.current = current;
        this.enroll = enroll;
        this.work = work;
        this.wishes = wishes;
        this.nanoTime = nanoTime;
    }

    /**
     * Beats once.
     *
     * @param comeBack whether to register anew where the ledger takes this incarnation for dead
     * @return whether the ledger answered
     */
    boolean beat(boolean comeBack) {
        try {
            Incarnation me = current.get();
            if (!me.isDead()) {
                beat(me);
            }
            if (me.isDead() && comeBack) {
                comeBack();
            }
            if (failedBefore) {
                log.info("The ledger answers again");
                failedBefore = false;
            }
            return true;
        } catch (DataAccessException e) {
            if (!failedBefore) {
                log.warn("The ledger does not answer the heartbeat: {}", e.getMessage());
                failedBefore = true;
            }
            log.debug("Its failure", e);
            return false;
        }
    }

    /** A drained worker comes back too, to be seen, and drained as before: only a start of the process ends that. */
    private void comeBack() {
        Incarnation next = enroll.enroll();
        current.becomes(next);
        if (wishes.draining().isAsked()) {
            next.life().drain();
        }
    }

    private void beat(Incarnation me) {
        boolean heldLease = me.holdsLease();
        long sent = nanoTime.getAsLong();
        String news = work.agents().news(me.id());
        Standing standing = me.life().beat(work.slots().used(), news);
        if (standing == Standing.GONE) {
            log.error("The ledger took this worker for dead: stops what it runs and starts over as a new incarnation");
            me.die();
            work.runs().abandon(me);
            work.results().lookAgain();
            return;
        }
        me.lease().renewed(sent);
        if (news != null) {
            work.agents().shown(me.id(), news);
        }
        agreeOnDraining(me, standing);
        if (!heldLease && me.holdsLease()) {
            log.info("The lease holds again");
        }
        work.results().lookAgain();
        me.life().cancelRequests().forEach(work.runs()::cancel);
        wishes.registry().read(me);
        if (++beats % RECONCILE_EVERY == 0) {
            work.reconcile().compare(me);
        }
    }

    /** The ledger may know first, from an operator, or this process, which was told by a message or stops. */
    private void agreeOnDraining(Incarnation me, Standing inLedger) {
        if (inLedger == Standing.DRAINING) {
            wishes.draining().ask();
        } else if (wishes.draining().isAsked()) {
            me.life().drain();
        }
    }
}
