package dev.warren.gateway.metric;

import static java.util.stream.Collectors.toMap;

import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.connect.Column;
import dev.warren.store.finish.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Counts what this gateway has ended: expired, canceled and undeliverable tasks, and attempts of dead workers. The
 * statements that end them do not say of which agent they are; that is asked afterwards, once for many.
 */
@Component
public final class CountEnded {

    private static final int BATCH = 1_000;

    /** What comes on top while the ledger does not answer is not counted. */
    private static final int MOST_WAITING = 100_000;

    private final JdbcOperations ledger;
    private final Meters meters;
    private final KeepTally tally;
    private final ConcurrentLinkedQueue<Finished> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    CountEnded(JdbcOperations ledger, Meters meters, KeepTally tally) {
        this.ledger = ledger;
        this.meters = meters;
        this.tally = tally;
    }

    private record Ran(String agent, String version) {}

    /** Notes them to be counted soon; quick. */
    public void ended(List<Finished> tasks) {
        for (Finished task : tasks) {
            if (size.incrementAndGet() > MOST_WAITING) {
                size.decrementAndGet();
                return;
            }
            waiting.add(task);
        }
    }

    /**
     * Counts what was noted. Called by one thread.
     *
     * @throws org.springframework.dao.DataAccessException the ledger is away; what it was not asked yet is kept
     */
    public void count() {
        for (List<Finished> batch = next(); !batch.isEmpty(); batch = next()) {
            Map<UUID, Ran> ran = read(batch);
            batch.forEach(task -> count(task, ran.get(task.task())));
            for (int done = 0; done < batch.size(); done++) {
                waiting.poll();
            }
            size.addAndGet(-batch.size());
        }
    }

    private List<Finished> next() {
        var batch = new ArrayList<Finished>();
        for (Finished task : waiting) {
            batch.add(task);
            if (batch.size() == BATCH) {
                break;
            }
        }
        return batch;
    }

    private Map<UUID, Ran> read(List<Finished> batch) {
        return ledger
                .query(
                        "select id, agent, coalesce(agent_version, '') as version from task where id = any (?)",
                        (row, number) -> Map.entry(
                                row.getObject("id", UUID.class),
                                new Ran(row.getString("agent"), row.getString("version"))),
                        Column.of("uuid", batch, Finished::task))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void count(Finished task, @Nullable Ran ran) {
        if (ran != null) {
            FailureReason reason = task.reason();
            meters.counter(
                            WarrenMetric.TASKS_FINISHED,
                            "agent",
                            meters.agent(ran.agent()),
                            "version",
                            meters.version(ran.agent(), ran.version()),
                            "status",
                            task.status().name(),
                            "reason",
                            reason == null ? "" : reason.name())
                    .increment();
            if (task.status() == TaskStatus.FAILED || task.status() == TaskStatus.EXPIRED) {
                tally.failed(ran.agent());
            }
        }
    }
}
