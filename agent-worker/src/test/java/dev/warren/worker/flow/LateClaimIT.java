package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.model.trace.Traces;
import dev.warren.store.agent.DeclaredAgents;
import dev.warren.store.child.ChildTasks;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.progress.ReportProgress;
import dev.warren.store.step.StepJournal;
import dev.warren.store.worker.WorkerLife;
import dev.warren.store.worker.WorkerProfile;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.child.SendChildren;
import dev.warren.worker.event.SendEvents;
import dev.warren.worker.event.TellDue;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.hosting.DeclaredHere;
import dev.warren.worker.hosting.FindAgent;
import dev.warren.worker.hosting.HostedAgents;
import dev.warren.worker.journal.JournalSteps;
import dev.warren.worker.lease.FewAtOnce;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.lease.LeaseClock;
import dev.warren.worker.metric.TestMetrics;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.progress.TellProgress;
import dev.warren.worker.progress.TellTokens;
import dev.warren.worker.run.CallAgent;
import dev.warren.worker.run.Reach;
import dev.warren.worker.run.RunAttempts;
import dev.warren.worker.slot.Slots;
import dev.warren.worker.trace.TraceAttempts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim that was committed in time and whose answer came when the lease had lapsed. */
class LateClaimIT {

    private final Platform platform = new Platform();
    private final AtomicLong clock = new AtomicLong();
    private final TestAgent agent = TestAgent.called("late", context -> Outcome.completed(null));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SendEvents events = new SendEvents(platform.amqp);
    private final WorkerMetrics metrics = new WorkerMetrics(platform.metrics, TestMetrics.SETTINGS);
    private final FinishResults results =
            new FinishResults(new FinishAttempts(platform.jdbc), events, timer, metrics, 1);
    private final Slots slots = new Slots(1, Map.of());
    private final HostedAgents agents = HostedAgents.of(Map.of("late", agent));
    private final FewAtOnce few = new FewAtOnce(1);
    private final JournalSteps steps = new JournalSteps(new StepJournal(platform.jdbc), few, metrics);
    private final CallAgent callAgent = new CallAgent(
            new FindAgent(agents, new DeclaredHere(List.of()), new DeclaredAgents(platform.jdbc), few),
            new Reach(
                    steps,
                    new SendChildren(
                            new ChildTasks(platform.jdbc),
                            few,
                            new TimeOrderedId(Clock.systemUTC()),
                            new TellDue(events),
                            metrics),
                    new TellProgress(new ReportProgress(platform.jdbc), events),
                    new TellTokens(events),
                    metrics),
            () -> {});
    private final RunAttempts runs =
            new RunAttempts(callAgent, results, slots, timer, metrics, new TraceAttempts(Traces.OFF, "late"));
    private Incarnation incarnation;
    private UUID task;

    @BeforeEach
    void claimInTimeAndHearOfItLate() {
        platform.announce(agent);
        UUID id = new TimeOrderedId(Clock.systemUTC()).next();
        var life = new WorkerLife(platform.jdbc, id);
        life.register(new WorkerProfile("late", "localhost", "test", 1, agents.forRegistry(), Set.of()));
        incarnation = new Incarnation(id, life, new LeaseClock(clock::get, 0));
        task = platform.submit("late", "{}", wish -> wish);
        ClaimedTask claimed = ((ClaimVerdict.Claimed) new ClaimTasks(platform.jdbc)
                        .claim(id, List.of(new ClaimRequest(task, 1, "late")))
                        .getFirst())
                .task();
        slots.take("late");
        clock.set(LeaseClock.LEASE.minus(LeaseClock.MARGIN).toNanos());
        runs.start(incarnation, claimed);
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
        steps.close();
        events.close();
        results.close();
        platform.close();
    }

    @Test
    void startsNothingAndIsGivenBackWhenTheLeaseHoldsAgain() {
        await().until(() -> runs.running().isEmpty() && results.held() == 1);
        assertThat(platform.status(task)).isEqualTo(TaskStatus.RUNNING);

        incarnation.lease().renewed(clock.get());
        results.lookAgain();

        await().until(() -> platform.status(task) == TaskStatus.QUEUED);
        assertThat(platform.row(task)).containsEntry("failures", 0);
        assertThat(platform.attemptOutcomes(task)).containsExactly("RELEASED");
        assertThat(agent.started).isEmpty();
        assertThat(slots.free("late")).isOne();
    }

    @Test
    void startsAndWritesNothingWhenTheIncarnationIsDead() {
        await().until(() -> results.held() == 1);
        incarnation.die();
        results.lookAgain();

        await().atMost(Duration.ofSeconds(5)).until(() -> slots.free("late") == 1);
        assertThat(platform.status(task)).isEqualTo(TaskStatus.RUNNING);
        assertThat(platform.attemptOutcomes(task)).isEmpty();
        assertThat(agent.started).isEmpty();
    }
}
