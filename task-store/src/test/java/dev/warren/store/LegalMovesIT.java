package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks at random through the ledger's statements and watches every move that a row makes. */
class LegalMovesIT {

    private static final int STEPS = 2_000;
    private static final Problem PROBLEM = new Problem("E", "e");

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final List<UUID> tasks = new ArrayList<>();
    private final List<UUID> workers = new ArrayList<>(List.of(ledger.worker(), ledger.worker()));
    private final List<UUID> dead = new ArrayList<>();
    /** Every message ever published, to be delivered again at any time: the broker may do that. */
    private final List<PublishableTask> messages = new ArrayList<>();

    private final Map<UUID, List<ClaimedTask>> attempts = new HashMap<>();
    private final Set<String> claims = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noStatementMakesAnIllegalMoveAndEveryTaskCanEnd(long seed) {
        watchMoves();
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            if (step % 20 == 0) {
                tasks.add(ledger.submitted(
                        ledger.task().maxAttempts(1 + random.nextInt(3)).priority(random.nextInt(10))));
            }
            doSomething(random);
        }
        bringToAnEnd();

        assertThat(illegalMoves()).as("seed %d", seed).isEmpty();
        assertThat(tasks)
                .as("seed %d", seed)
                .allMatch(task -> ledger.status(task).isTerminal());
    }

    private void doSomething(Random random) {
        UUID task = pickMostlyFresh(tasks, random);
        UUID worker = pick(workers, random);
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> publish();
            case 3, 4, 5 -> deliver(worker, random);
            case 6, 7 -> finish(worker, random);
            case 8 -> finish(dead.isEmpty() ? worker : pick(dead, random), random);
            case 9 -> ledger.jdbc.update("update task set due_at = clock_timestamp() where status = 'SCHEDULED'");
            case 10 -> ledger.sweep.startDue(10);
            case 11 -> {
                if (random.nextInt(4) == 0) {
                    replace(worker);
                }
            }
            case 12 -> overrun(task, random);
            case 13 -> {
                if (random.nextInt(20) == 0) {
                    ledger.cancel.cancel("default", task);
                }
            }
            default -> throw new AssertionError();
        }
    }

    /** Rarely, an attempt runs past its timeout. */
    private void overrun(UUID task, Random random) {
        if (random.nextInt(5) == 0) {
            ledger.jdbc.update(
                    "update task set timeout_at = clock_timestamp() where id = ? and status = 'RUNNING'", task);
            ledger.sweep.endOverdue(Duration.ZERO, 1);
        }
    }

    private void publish() {
        ledger.jdbc.update("update task set publish_at = clock_timestamp() where status = 'QUEUED'");
        messages.addAll(ledger.publications.takeDue(1, 10));
    }

    private void deliver(UUID worker, Random random) {
        if (messages.isEmpty()) {
            return;
        }
        PublishableTask message = pickMostlyFresh(messages, random);
        if (ledger.claim(worker, message.id(), message.fence()) instanceof ClaimVerdict.Claimed(ClaimedTask task)) {
            assertThat(claims.add(message.id() + " " + message.fence()))
                    .as("a message is good for one claim")
                    .isTrue();
            attempts.computeIfAbsent(worker, w -> new ArrayList<>()).add(task);
        }
    }

    /** Finishes any attempt this worker ever had, stale ones too. */
    private void finish(UUID worker, Random random) {
        List<ClaimedTask> had = attempts.getOrDefault(worker, List.of());
        if (had.isEmpty()) {
            return;
        }
        ClaimedTask attempt = pickMostlyFresh(had, random);
        long fence = ledger.fence(attempt.id());
        boolean owns = worker.equals(ledger.row(attempt.id()).get("owner")) && fence == attempt.fence();
        Ending ending = switch (random.nextInt(8)) {
            case 0 -> new Ending.Completed("1");
            case 1 -> new Ending.Failed(PROBLEM);
            case 2 -> new Ending.TimedOut(Duration.ofMinutes(1), PROBLEM);
            case 3, 4, 5 -> new Ending.Released();
            default -> new Ending.Retry(Duration.ofMinutes(1), PROBLEM);
        };
        assertThat(ledger.finish(worker, attempt, ending).isPresent())
                .as("only the attempt that owns the row writes")
                .isEqualTo(owns);
    }

    /** A worker dies and a new incarnation takes its place; the dead one's attempts may still try to finish. */
    private void replace(UUID worker) {
        ledger.silence(worker);
        ledger.sweep.declareDead();
        ledger.sweep.takeOver(10);
        workers.remove(worker);
        workers.add(ledger.worker());
        dead.add(worker);
    }

    private void bringToAnEnd() {
        UUID worker = ledger.worker();
        workers.forEach(old -> ledger.life(old).stop());
        for (int round = 0; round < 10; round++) {
            ledger.sweep.takeOver(100);
            ledger.jdbc.update("update task set due_at = clock_timestamp() where status = 'SCHEDULED'");
            ledger.sweep.startDue(100);
            ledger.jdbc.update("update task set publish_at = clock_timestamp() where status = 'QUEUED'");
            for (PublishableTask message : ledger.publications.takeDue(1, 100)) {
                ledger.finish(worker, ledger.claimed(worker, message.id()), new Ending.Completed("1"));
            }
        }
    }

    private void watchMoves() {
        ledger.jdbc.execute("create table moves (task_id uuid, old text, new text)");
        ledger.jdbc.execute("""
                create function watch_moves() returns trigger language plpgsql as $$
                begin
                    insert into warren.moves values (new.id, old.status, new.status);
                    return new;
                end $$""");
        ledger.jdbc.execute("""
                create trigger watch_moves after update on task for each row
                    when (old.status <> new.status) execute function watch_moves()""");
    }

    private List<String> illegalMoves() {
        List<String> illegal = new ArrayList<>();
        ledger.jdbc.query("select distinct old, new from moves", row -> {
            var from = TaskStatus.valueOf(row.getString("old"));
            var to = TaskStatus.valueOf(row.getString("new"));
            if (!from.canBecome(to)) {
                illegal.add(from + " -> " + to);
            }
        });
        assertThat(ledger.jdbc.queryForObject("select count(*) from moves", Long.class))
                .as("moves seen")
                .isGreaterThan(50);
        return illegal;
    }

    private static <T> T pickMostlyFresh(List<T> from, Random random) {
        return random.nextInt(4) == 0
                ? pick(from, random)
                : pick(from.subList(Math.max(0, from.size() - 20), from.size()), random);
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
