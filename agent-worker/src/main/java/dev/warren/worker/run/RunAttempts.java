package dev.warren.worker.run;

import dev.warren.model.fault.Failpoint;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.trace.LogField;
import dev.warren.model.trace.LogTaskChanges;
import dev.warren.model.trace.Traceparent;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.worker.Lease;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.finish.Result;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.slot.Slots;
import dev.warren.worker.trace.AttemptTrace;
import dev.warren.worker.trace.TraceAttempts;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs claimed tasks, each on a virtual thread of its own, and hands in what became of them. A slot is freed when both
 * the thread has ended and its result needs it no more.
 */
public final class RunAttempts {

    /** How long a canceled or timed-out attempt may take to end before its result is decided without it. */
    public static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(RunAttempts.class);

    private final CallAgent agents;
    private final FinishResults results;
    private final Slots slots;
    private final ScheduledExecutorService timer;
    private final WorkerMetrics metrics;
    private final JudgeOutcome judge;
    private final TraceAttempts trace;
    private final Map<Lease, Attempt> running = new ConcurrentHashMap<>();

    /** @param timer one thread for the timeouts of all attempts */
    public RunAttempts(
            CallAgent agents,
            FinishResults results,
            Slots slots,
            ScheduledExecutorService timer,
            WorkerMetrics metrics,
            TraceAttempts trace) {
        this.agents = agents;
        this.results = results;
        this.slots = slots;
        this.timer = timer;
        this.metrics = metrics;
        this.trace = trace;
        this.judge = new JudgeOutcome(SharedRandom.INSTANCE);
    }

    /** Starts {@code task}, for which a slot was taken. */
    public void start(Incarnation incarnation, ClaimedTask task) {
        var attempt = new Attempt(incarnation, task, trace.begin(task));
        if (LogTaskChanges.isOn()) {
            LogTaskChanges.write(new LogTaskChanges.Change(
                    task.id(), TaskStatus.RUNNING, null, task.agent(), task.run(), task.attempt(), task.traceparent()));
        }
        running.put(attempt.lease(), attempt);
        try (Scope exemplar = within(attempt)) {
            metrics.queueWait(task.agent(), Duration.between(task.dueAt(), task.claimedAt()));
        }
        if (incarnation.isDead()) {
            attempt.stop(Stop.DEAD);
        }
        Thread.ofVirtual().name("task-" + task.id()).start(() -> run(attempt));
    }

    /** Interrupts the attempt of {@code task} that holds {@code fence}, if it runs here. */
    public void cancel(Lease lease) {
        stopAndWriteOff(running.get(lease), Stop.CANCELED);
    }

    /** Interrupts everything, to give it back: each row once its thread has ended. */
    public void handBackAll() {
        running.values().forEach(attempt -> attempt.stop(Stop.HANDED_BACK));
    }

    /** Interrupts what a dead incarnation runs; nothing of it is written. */
    public void abandon(Incarnation dead) {
        running.values().stream()
                .filter(attempt -> attempt.incarnation() == dead)
                .forEach(attempt -> attempt.stop(Stop.DEAD));
    }

    /** The attempts that run now, or are about to. */
    public Set<Lease> running() {
        return Set.copyOf(running.keySet());
    }

    /** Waits until nothing runs; answers whether that came true within {@code longest}. */
    public boolean awaitNone(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!running.isEmpty()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return running.isEmpty();
    }

    private void run(Attempt attempt) {
        ClaimedTask task = attempt.task();
        MDC.put(LogField.TASK_ID, task.id().toString());
        MDC.put(LogField.TASK_RUN, Integer.toString(task.run()));
        MDC.put(LogField.TASK_ATTEMPT, Integer.toString(task.attempt()));
        MDC.put(LogField.AGENT, task.agent());
        tellTrace(task);
        try {
            // By the clock, here and now: this process may have stood still since the claim was answered.
            if (!attempt.incarnation().holdsLease()) {
                attempt.stop(Stop.HANDED_BACK);
            }
            if (attempt.begin()) {
                runTimed(attempt);
            } else {
                finish(attempt, attempt.end(), null);
            }
        } finally {
            closeOneEnd(attempt);
            MDC.clear();
        }
    }

    private void runTimed(Attempt attempt) {
        ClaimedTask task = attempt.task();
        Future<?> alarm = timer.schedule(
                () -> stopAndWriteOff(attempt, Stop.TIMED_OUT), task.timeout().toMillis(), TimeUnit.MILLISECONDS);
        long began = System.nanoTime();
        Failpoint.ATTEMPT_BEGUN.hit();
        Answer answer = agents.call(attempt);
        Failpoint.ATTEMPT_DONE.hit();
        Stop stop = attempt.end();
        alarm.cancel(false);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        try (Scope exemplar = within(attempt)) {
            metrics.runTime(task.agent(), task.agentVersion(), word(stop, answer), took);
        }
        tellTrace(task); // what made a span current has taken it away again
        log.debug("{} after {} ms", word(stop, answer), took.toMillis());
        finish(attempt, stop, answer);
    }

    /** What is measured within it is an exemplar of its metric; null where the task is not sampled. */
    private static @Nullable Scope within(Attempt attempt) {
        AttemptTrace trace = attempt.trace();
        return trace == null ? null : trace.within();
    }

    private static void tellTrace(ClaimedTask task) {
        String traceId = Traceparent.traceId(task.traceparent());
        if (traceId != null) {
            MDC.put(LogField.TRACE_ID, traceId);
        }
    }

    private void finish(Attempt attempt, @Nullable Stop stop, @Nullable Answer answer) {
        if (attempt.isWrittenOff()) {
            log.warn("The agent ended long after it was told to stop; what it answered is dropped");
            metrics.lateResult();
        } else if (stop == Stop.DEAD || stop == Stop.LOST) {
            log.warn(
                    "Stopped, nothing is written: {}",
                    stop == Stop.DEAD ? "the ledger took this worker for dead" : "the task is somebody else's");
            settle(attempt);
            if (attempt.trace() != null) {
                attempt.trace().abandoned(stop.name().toLowerCase(Locale.ROOT));
            }
        } else {
            submit(attempt, judged(attempt, stop, answer));
        }
    }

    private AttemptResult judged(Attempt attempt, @Nullable Stop stop, @Nullable Answer answer) {
        if (stop != null || answer == null) {
            return judge.stopped(stop == null ? Stop.HANDED_BACK : stop, attempt);
        }
        try {
            if (answer instanceof Answer.Said(Outcome.Completed(var output, Usage usage))) {
                metrics.used(attempt.task().agent(), attempt.task().agentVersion(), "", usage);
            }
            return judge.answered(answer, attempt);
        } catch (RuntimeException e) {
            log.error("The agent's outcome cannot be read", e);
            return judge.answered(
                    new Answer.Said(Outcome.failed("OUTCOME_UNREADABLE", "the agent's outcome cannot be read")),
                    attempt);
        }
    }

    private void stopAndWriteOff(@Nullable Attempt attempt, Stop why) {
        if (attempt != null && attempt.stop(why)) {
            timer.schedule(() -> writeOff(attempt, why), STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void writeOff(Attempt attempt, Stop why) {
        if (attempt.writeOff()) {
            ClaimedTask task = attempt.task();
            log.warn(
                    "Task {} of agent {} does not stop: it is finished as {}, its slot stays taken until it ends",
                    task.id(),
                    task.agent(),
                    why);
            submit(attempt, judge.stopped(why, attempt));
        }
    }

    private void submit(Attempt attempt, AttemptResult result) {
        if (attempt.trace() != null) {
            attempt.trace().ended(result.ending());
        }
        // In this order, so that at no time the attempt is neither running nor under way.
        results.submit(
                new Result(attempt.incarnation(), attempt.task(), attempt.trace(), result, () -> closeOneEnd(attempt)));
        running.remove(attempt.lease());
    }

    private void settle(Attempt attempt) {
        running.remove(attempt.lease());
        closeOneEnd(attempt);
    }

    private void closeOneEnd(Attempt attempt) {
        if (attempt.closeOneEnd()) {
            slots.release(attempt.task().agent());
        }
    }

    private static String word(@Nullable Stop stop, Answer answer) {
        if (stop != null) {
            return stop.name().toLowerCase(Locale.ROOT);
        }
        return switch (answer) {
            case Answer.Said(Outcome.Completed completed) -> "completed";
            case Answer.Said(Outcome.Failed failed) -> failed.retryable() ? "retry" : "failed";
            case Answer.Said(Outcome.RetryAfter later) -> "retry";
            case Answer.Said(Outcome.HandedOff handedOff) -> "handed_off";
            case Answer.Said(Outcome.WaitsForInput waits) -> "waits_for_input";
            case Answer.Calls calls -> "calls";
            case Answer.NotHere notHere -> "handed_back";
        };
    }

    /** Gives the lease of a task back that the ledger holds to run here, and that nobody here knows. */
    public void release(Incarnation incarnation, Lease lease) {
        log.warn("Gives back task {}: it was claimed for this worker, which never heard of it", lease.task());
        results.submit(new Result(
                incarnation,
                null,
                null,
                new AttemptResult(lease.task(), lease.fence(), new Ending.Released(), 0, 0),
                () -> {}));
    }

    private static final class SharedRandom {
        private static final RandomGenerator INSTANCE =
                () -> java.util.concurrent.ThreadLocalRandom.current().nextLong();
    }
}
