package dev.warren.gateway.submit;

import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.gateway.ledger.LedgerFault;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.group.GroupCommit;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Accepts tasks: concurrent submissions share one commit, and each learns what became of it alone. */
@Component
@EnableConfigurationProperties(SubmitProperties.class)
public class Submissions implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Submissions.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    private final GroupCommit<NewTask, Submitted> group;
    private final Duration patience;

    Submissions(CommitAndPublish statement, SubmitProperties properties, Meters meters) {
        this.group =
                new GroupCommit<>("submit-tasks", properties.limits(), statement::apply, LedgerFailures::mayBeOfOneRow);
        this.patience = properties.patience();
        measure(meters);
    }

    private void measure(Meters meters) {
        DistributionSummary sizes = meters.summary(WarrenMetric.SUBMIT_GROUP_SIZE);
        Timer times = meters.histogram(WarrenMetric.GROUP_TIME, "group", "submit");
        group.observe((submissions, time) -> {
            sizes.record(submissions);
            times.record(time);
        });
        meters.gauge(WarrenMetric.SUBMIT_WAITING, group::waiting);
    }

    /** A submission under way; {@link #await} waits for what becomes of it. */
    public final class Pending {

        private final CompletableFuture<Submitted> answer;
        private final long patienceEnds = System.nanoTime() + patience.toNanos();

        private Pending(CompletableFuture<Submitted> answer) {
            this.answer = answer;
        }

        /**
         * @return what became of it; whatever it says is committed
         * @throws Problem nothing was written, or it is unknown whether; the type says which
         */
        public Submitted await() {
            try {
                return answer.get(patienceEnds - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw outcomeUnknown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw outcomeUnknown();
            } catch (ExecutionException e) {
                throw asProblem(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    /** @throws Problem where too much waits already */
    public Pending submit(NewTask task) {
        try {
            return new Pending(group.submit(task));
        } catch (GroupCommit.Overloaded e) {
            throw overloaded();
        }
    }

    private static RuntimeException asProblem(Throwable failure) {
        if (failure instanceof GroupCommit.Overloaded) {
            return overloaded();
        }
        if (failure instanceof Problem problem) {
            return problem;
        }
        return switch (LedgerFault.of(failure)) {
            case UNREACHABLE -> LedgerAvailability.unavailable();
            case BROKEN -> outcomeUnknown();
            case BUSY -> overloaded();
            case REFUSED -> {
                log.warn("The ledger refused a task that passed all checks: {}", failure.getClass());
                yield Problem.of(ProblemType.INVALID_REQUEST, "The ledger cannot hold a value of this task.");
            }
            case OTHER -> failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
        };
    }

    private static Problem overloaded() {
        return Problem.retryable(
                ProblemType.OVERLOADED,
                "Too many submissions wait for their commit. Nothing was done; try again later.",
                RETRY_AFTER_SECONDS);
    }

    private static Problem outcomeUnknown() {
        return Problem.retryable(
                ProblemType.OUTCOME_UNKNOWN,
                "The ledger did not say whether the task is committed. Submit it again with the same Idempotency-Key, "
                        + "and it exists once; without a key it may come to exist twice.",
                RETRY_AFTER_SECONDS);
    }

    /** Answers those who wait; takes no more. */
    @Override
    public void close() {
        group.close();
    }
}
