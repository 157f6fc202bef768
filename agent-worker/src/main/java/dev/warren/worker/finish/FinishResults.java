package dev.warren.worker.finish;

import static java.util.stream.Collectors.groupingBy;

import dev.warren.model.fault.Failpoint;
import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.trace.LogTaskChanges;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.finish.Finished;
import dev.warren.store.group.GroupCommit;
import dev.warren.store.worker.Lease;
import dev.warren.worker.event.SendEvents;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.metric.WorkerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results, many in one commit. While the ledger is away or the lease in doubt they are held in memory, and written
 * or refused afterwards. As many as there are slots leave theirs free; any further one keeps its slot until it is written, so
 * that there are at most twice as many as slots.
 */
public final class FinishResults implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FinishResults.class);
    private static final RetryPolicy RETRY = new RetryPolicy(Duration.ofMillis(250), 2, Duration.ofSeconds(5), 0.2);
    private static final int LARGEST_GROUP = 200;
    /** A result that the ledger refuses this often, on its own, will never be written. */
    private static final int MOST_REFUSALS = 3;

    private final FinishAttempts ledger;
    private final TellEnded tellEnded;
    private final ScheduledExecutorService timer;
    private final WorkerMetrics metrics;
    private final Semaphore withoutSlot;
    private final GroupCommit<Result, Optional<Finished>> group;
    private final ConcurrentLinkedQueue<Result> held = new ConcurrentLinkedQueue<>();
    private final Map<Lease, Integer> unwritten = new ConcurrentHashMap<>();
    private final Set<Lease> unanswered = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean retryScheduled = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();

    /** @param slots of this worker, to know how many results may wait at most */
    public FinishResults(
            FinishAttempts ledger,
            SendEvents events,
            ScheduledExecutorService timer,
            WorkerMetrics metrics,
            int slots) {
        this.ledger = ledger;
        this.tellEnded = new TellEnded(events);
        this.timer = timer;
        this.metrics = metrics;
        this.withoutSlot = new Semaphore(slots);
        this.group = new GroupCommit<>(
                "warren-finish",
                new GroupCommit.Limits(LARGEST_GROUP, 1000 + 2 * slots, Duration.ofSeconds(5)),
                this::write,
                LedgerFailures::mayBeOfOneRow);
        this.group.observe(metrics::finishGroup);
    }

    /** Takes care of {@code result} from here on; never blocks. */
    public void submit(Result result) {
        unwritten.put(lease(result), 0);
        if (withoutSlot.tryAcquire()) {
            result.freed().run();
            send(result.freeing(withoutSlot::release));
        } else {
            send(result);
        }
    }

    /** Tries again what is held: the ledger has answered, or the incarnation has died. */
    public void lookAgain() {
        failures.set(0);
        List<Result> again = new ArrayList<>();
        for (Result result = held.poll(); result != null; result = held.poll()) {
            again.add(result);
        }
        again.forEach(this::send);
    }

    /** Attempts whose results are under way. */
    public Set<Lease> unwritten() {
        return Set.copyOf(unwritten.keySet());
    }

    /** How many results wait for another try. */
    public int held() {
        return held.size();
    }

    private void send(Result result) {
        if (result.incarnation().isDead()) {
            log.warn(
                    "Drops the result of task {}: the ledger took this worker for dead while it ran",
                    result.attempt().task());
            metrics.lateResult();
            if (result.trace() != null) {
                result.trace().written(null);
            }
            settle(result);
        } else if (!result.incarnation().holdsLease()) {
            hold(result);
        } else {
            try {
                group.submit(result).whenComplete((answer, failure) -> written(result, answer, failure));
            } catch (GroupCommit.Overloaded e) {
                hold(result);
            }
        }
    }

    private void written(Result result, @Nullable Optional<Finished> answer, @Nullable Throwable failure) {
        if (answer == null) {
            refused(result, failure);
            return;
        }
        failures.set(0);
        if (answer.isPresent()) {
            count(result, answer.get());
            if (LogTaskChanges.isOn()) {
                log(result, answer.get());
            }
        } else {
            log.info(
                    "The result of task {} came too late: its attempt no longer owned the task",
                    result.attempt().task());
            metrics.lateResult();
        }
        if (result.trace() != null) {
            result.trace().written(answer.orElse(null));
        }
        settle(result);
    }

    private void count(Result result, Finished finished) {
        metrics.finished(result.agent(), result.version(), finished.status(), finished.reason());
        if (finished.status() == TaskStatus.SCHEDULED) {
            switch (result.attempt().ending()) {
                case AttemptResult.Ending.Retry retry ->
                    metrics.retried(result.agent(), result.version(), WorkerMetrics.RetryCause.ERROR);
                case AttemptResult.Ending.TimedOut timedOut ->
                    metrics.retried(result.agent(), result.version(), WorkerMetrics.RetryCause.TIMEOUT);
                default -> {} // waits for its children
            }
        }
    }

    private static void log(Result result, Finished finished) {
        ClaimedTask task = result.task();
        LogTaskChanges.write(new LogTaskChanges.Change(
                finished.task(),
                finished.status(),
                finished.reason() == null ? null : finished.reason().name(),
                task == null ? null : task.agent(),
                finished.run(),
                task == null ? 0 : task.attempt(),
                task == null ? null : task.traceparent()));
    }

    private void refused(Result result, @Nullable Throwable failure) {
        if (failure == null || !LedgerFailures.mayBeOfOneRow(failure)) {
            if (failures.get() == 0) {
                log.warn("Holds results, the ledger does not take them: {}", String.valueOf(failure));
            }
            hold(result);
            return;
        }
        int refusals = unwritten.merge(lease(result), 1, Integer::sum);
        if (refusals == MOST_REFUSALS) {
            log.error(
                    "The ledger cannot hold the result of task {}",
                    result.attempt().task(),
                    failure);
            hold(result.with(unstorable(result.attempt())));
        } else {
            hold(result);
        }
    }

    private static AttemptResult unstorable(AttemptResult attempt) {
        var problem = new AttemptResult.Problem("RESULT_REFUSED", "the ledger cannot hold what the agent answered");
        return new AttemptResult(
                attempt.task(),
                attempt.fence(),
                new AttemptResult.Ending.Failed(problem),
                attempt.inputTokens(),
                attempt.outputTokens());
    }

    private void hold(Result result) {
        held.add(result);
        if (retryScheduled.compareAndSet(false, true)) {
            Duration wait = RETRY.delayAfter(failures.incrementAndGet(), ThreadLocalRandom.current());
            timer.schedule(this::retry, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void retry() {
        int before = failures.get();
        retryScheduled.set(false);
        lookAgain();
        failures.compareAndSet(0, before);
    }

    private void settle(Result result) {
        unwritten.remove(lease(result));
        unanswered.remove(lease(result));
        result.freed().run();
    }

    private static Lease lease(Result result) {
        return new Lease(result.attempt().task(), result.attempt().fence());
    }

    private List<Optional<Finished>> write(List<Result> results) {
        try {
            Map<Result, Optional<Finished>> answers = finish(results);
            findWrittenBefore(answers);
            List<Optional<Finished>> inOrder = results.stream()
                    .map(result -> answers.getOrDefault(result, Optional.empty()))
                    .toList();
            tellEnded.tell(inOrder.stream().flatMap(Optional::stream).toList());
            return inOrder;
        } catch (RuntimeException e) {
            results.forEach(result -> unanswered.add(lease(result)));
            throw e;
        }
    }

    private Map<Result, Optional<Finished>> finish(List<Result> results) {
        Map<Incarnation, List<Result>> byIncarnation = results.stream().collect(groupingBy(Result::incarnation));
        var answers = new IdentityHashMap<Result, Optional<Finished>>();
        byIncarnation.forEach((incarnation, own) -> {
            // Asked again right before the statement: this process may have stood still since the results came.
            if (!incarnation.holdsLease()) {
                throw new LeaseInDoubt();
            }
            List<Optional<Finished>> written = ledger.finish(
                    incarnation.id(), own.stream().map(Result::attempt).toList());
            if (Failpoint.FINISH_COMMITTED.loses()) {
                throw LedgerFailures.answerLost("failpoint");
            }
            for (int i = 0; i < own.size(); i++) {
                answers.put(own.get(i), written.get(i));
            }
        });
        return answers;
    }

    /** The first try may have been written, and only its answer lost: then those who wait must be told after all. */
    private void findWrittenBefore(Map<Result, Optional<Finished>> answers) {
        List<Result> doubtful = answers.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty() && unanswered.contains(lease(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!doubtful.isEmpty()) {
            List<Optional<Finished>> found =
                    ledger.written(doubtful.stream().map(Result::attempt).toList());
            for (int i = 0; i < doubtful.size(); i++) {
                answers.put(doubtful.get(i), found.get(i));
            }
        }
    }

    private static final class LeaseInDoubt extends RuntimeException {
        LeaseInDoubt() {
            super("the lease is in doubt");
        }
    }

    /** Answers what was sent and takes no more. */
    @Override
    public void close() {
        group.close();
    }
}
