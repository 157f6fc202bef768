package dev.warren.store.sweep;

import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.finish.Finished;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The sweeper's statements. Each is a transaction of its own, skips rows that another gateway has at hand, and may be
 * repeated at will.
 */
public final class SweepLedger {

    private final JdbcOperations ledger;

    public SweepLedger(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * What the ledger's clock says to a gateway.
     *
     * @param mayJudge whether silent workers may be called dead: not for one lease after the ledger was away
     * @param brokerGeneration how many brokers have been lost so far, and one
     * @param olderLeft whether publications of an earlier generation may have to be made again
     */
    public record Tick(boolean mayJudge, int brokerGeneration, boolean olderLeft) {}

    /** A worker that was silent for too long. */
    public record DeadWorker(UUID incarnation, String name) {}

    /** An ended task and the run that ended. */
    public record Expired(UUID task, int run) {}

    /** Tells the ledger that a gateway watches. Comes first in each sweep. */
    public Tick tick() {
        return ledger.query(
                        "select * from tick()",
                        (row, number) -> new Tick(
                                row.getBoolean("may_judge"),
                                row.getInt("broker_generation"),
                                row.getBoolean("older_left")))
                .getFirst();
    }

    /** Calls workers dead that did not beat for a lease. */
    public List<DeadWorker> declareDead() {
        return ledger.query(
                "select * from declare_dead()",
                (row, number) -> new DeadWorker(row.getObject("incarnation", UUID.class), row.getString("name")));
    }

    /** Takes back what dead and stopped workers own; charged as a failure. */
    public List<Finished> takeOver(int limit) {
        return ledger.query("select * from take_over(?)", FinishAttempts::read, limit);
    }

    /** Queues tasks whose time has come; answers how many. */
    public int startDue(int limit) {
        return startDue(limit, task -> {});
    }

    /** As above; tells {@code each} which. */
    public int startDue(int limit, Consumer<UUID> each) {
        return moved("select id from start_due(?)", limit, each);
    }

    /** Ends tasks that did not start within their time to live. */
    public List<Expired> expire(int limit) {
        return ledger.query(
                "select * from expire(?)",
                (row, number) -> new Expired(row.getObject("id", UUID.class), row.getInt("run")),
                limit);
    }

    /** Ends attempts that are over their timeout by {@code grace}, in which their worker should have ended them. */
    public List<Finished> endOverdue(Duration grace, int limit) {
        return ledger.query("select * from end_overdue(?, ?)", FinishAttempts::read, grace.toMillis(), limit);
    }

    /** Ends tasks whose questions nobody has answered in time. */
    public List<Finished> endUnanswered(int limit) {
        return ledger.query("select * from end_unanswered(?)", FinishAttempts::read, limit);
    }

    /**
     * Queues tasks again whose children have all ended.
     *
     * @param limit ends of children to look at
     * @return how many were queued
     */
    public int wakeCallers(int limit) {
        return wakeCallers(limit, task -> {});
    }

    /** As above; tells {@code each} which. */
    public int wakeCallers(int limit, Consumer<UUID> each) {
        return moved("select id from wake_callers(?)", limit, each);
    }

    private int moved(String sql, int limit, Consumer<UUID> each) {
        List<UUID> moved = ledger.query(sql, (row, number) -> row.getObject("id", UUID.class), limit);
        moved.forEach(each);
        return moved.size();
    }

    /**
     * Ends tasks whose publications all came back without finding a queue, the last one at least {@code after} later than
     * the first.
     */
    public List<Finished> failUnroutable(Duration after, int limit) {
        return ledger.query("select * from fail_unroutable(?, ?)", FinishAttempts::read, after.toMillis(), limit);
    }

    /**
     * A broker without the mark of generation {@code seen} was found. Of many gateways that find it at once, one raises
     * the generation.
     *
     * @return the present generation
     */
    public int raiseGeneration(int seen) {
        return single("select raise_generation(?)", seen);
    }

    /** Makes partitions ahead of time; answers how many. */
    public int ensurePartitions(Instant until) {
        return single("select ensure_partitions(?)", until.atOffset(ZoneOffset.UTC));
    }

    /** Drops partitions whose tasks were all made before {@code before} and have all ended; answers their weeks. */
    public List<String> dropPartitions(Instant before) {
        return ledger.query(
                "select * from drop_partitions(?)", (row, number) -> row.getString(1), before.atOffset(ZoneOffset.UTC));
    }

    /** Forgets idempotency keys, at most {@code limit}, and workers long gone; answers how many keys. */
    public int forgetOld(Instant keysBefore, Instant workersBefore, int limit) {
        return single(
                "select forget_old(?, ?, ?)",
                keysBefore.atOffset(ZoneOffset.UTC),
                workersBefore.atOffset(ZoneOffset.UTC),
                limit);
    }

    private int single(String sql, Object... parameters) {
        return ledger.query(sql, (row, number) -> row.getInt(1), parameters).getFirst();
    }
}
