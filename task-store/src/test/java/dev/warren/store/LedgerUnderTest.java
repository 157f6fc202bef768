package dev.warren.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.connect.LedgerConnections;
import dev.warren.store.connect.LedgerProperties;
import dev.warren.store.deadletter.DeadLetter;
import dev.warren.store.deadletter.DeadLetterFilter;
import dev.warren.store.deadletter.DiscardDeadLetters;
import dev.warren.store.deadletter.ListDeadLetters;
import dev.warren.store.deadletter.SettleDeadMessages;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.finish.Finished;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.replay.Replay;
import dev.warren.store.replay.ReplayTasks;
import dev.warren.store.schema.LedgerSchema;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.SubmitTasks;
import dev.warren.store.submit.Submitted;
import dev.warren.store.sweep.SweepLedger;
import dev.warren.store.task.CancelTask;
import dev.warren.store.worker.HostedAgent;
import dev.warren.store.worker.Lease;
import dev.warren.store.worker.WorkerLife;
import dev.warren.store.worker.WorkerProfile;
import dev.warren.test.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** A ledger of its own, migrated and empty but for the agent {@code echo}, and the statements on it in short words. */
final class LedgerUnderTest implements AutoCloseable {

    static final String ECHO = "echo";

    private final HikariDataSource connections;
    final JdbcTemplate jdbc;
    final SubmitTasks submit;
    final ClaimTasks claim;
    final FinishAttempts finish;
    final SweepLedger sweep;
    final PublicationLog publications;
    final CancelTask cancel;
    final ReplayTasks replay;
    final SettleDeadMessages dead;
    final ListDeadLetters deadLetters;
    final DiscardDeadLetters discard;
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());

    LedgerUnderTest() {
        var postgres = TestServers.postgres();
        connections = LedgerConnections.open(
                new LedgerProperties(
                        TestServers.freshDatabase(), postgres.user(), postgres.password(), 8, Duration.ofSeconds(5)),
                "test");
        Flyway.configure()
                .dataSource(connections)
                .schemas(LedgerSchema.NAME)
                .locations(LedgerSchema.LOCATION)
                .load()
                .migrate();
        jdbc = new JdbcTemplate(connections);
        submit = new SubmitTasks(jdbc);
        claim = new ClaimTasks(jdbc);
        finish = new FinishAttempts(jdbc);
        sweep = new SweepLedger(jdbc);
        publications = new PublicationLog(jdbc);
        cancel = new CancelTask(jdbc);
        replay = new ReplayTasks(jdbc);
        dead = new SettleDeadMessages(jdbc);
        deadLetters = new ListDeadLetters(jdbc);
        discard = new DiscardDeadLetters(jdbc);
        new WorkerLife(jdbc, ids.next()).announce(agent(ECHO));
    }

    @Override
    public void close() {
        connections.close();
    }

    static HostedAgent agent(String name) {
        return new HostedAgent(name, "1", "Answers its input", Set.of(), null, null, Duration.ofMinutes(10), 3, null);
    }

    /** Makes another agent known, with its queue. */
    void announced(String name) {
        new WorkerLife(jdbc, ids.next()).announce(agent(name));
    }

    /** Registers a new incarnation. */
    UUID worker() {
        UUID incarnation = ids.next();
        new WorkerLife(jdbc, incarnation)
                .register(new WorkerProfile("worker", "localhost", "test", 10, List.of(agent(ECHO))));
        return incarnation;
    }

    WorkerLife life(UUID incarnation) {
        return new WorkerLife(jdbc, incarnation);
    }

    UUID nextId() {
        return ids.next();
    }

    TaskRequest task() {
        return new TaskRequest(ids.next());
    }

    /** Submits one plain task. */
    UUID submitted() {
        return submitted(task());
    }

    UUID submitted(TaskRequest request) {
        Submitted answer = submit.submit(List.of(request.build()), 1).getFirst();
        return ((Submitted.Accepted) answer).id();
    }

    ClaimVerdict claim(UUID worker, UUID task, long fence) {
        return claim.claim(worker, List.of(new ClaimRequest(task, fence, ECHO))).getFirst();
    }

    /** Claims a task at its present fence. */
    ClaimedTask claimed(UUID worker, UUID task) {
        return ((ClaimVerdict.Claimed) claim(worker, task, fence(task))).task();
    }

    /** Claims a task at its present fence from the queue of {@code agent}. */
    ClaimedTask claimed(UUID worker, UUID task, String agent) {
        var request = new ClaimRequest(task, fence(task), agent);
        return ((ClaimVerdict.Claimed) claim.claim(worker, List.of(request)).getFirst()).task();
    }

    static Lease lease(ClaimedTask task) {
        return new Lease(task.id(), task.fence());
    }

    Optional<Finished> finish(UUID worker, ClaimedTask task, Ending ending) {
        return finish.finish(worker, List.of(new AttemptResult(task.id(), task.fence(), ending, 0, 0)))
                .getFirst();
    }

    TaskStatus status(UUID task) {
        return TaskStatus.valueOf((String) row(task).get("status"));
    }

    long fence(UUID task) {
        return (Long) row(task).get("fence");
    }

    int failures(UUID task) {
        return (Integer) row(task).get("failures");
    }

    Map<String, Object> row(UUID task) {
        return jdbc.queryForMap("select * from task where id = ?", task);
    }

    List<String> attemptOutcomes(UUID task) {
        return jdbc.queryForList(
                "select outcome from task_attempt where task_id = ? order by run, attempt", String.class, task);
    }

    /** Ends a task with a failure. */
    UUID failed() {
        UUID task = submitted();
        UUID worker = worker();
        finish(worker, claimed(worker, task), new Ending.Failed(new AttemptResult.Problem("BAD", "it is bad")));
        return task;
    }

    Replay replayed(UUID task) {
        return replay.replay("default", List.of(task), Duration.ZERO).getFirst();
    }

    /** The tasks among the dead letters, newest first. */
    List<UUID> deadTasks() {
        return deadLetters.newestFirst(new DeadLetterFilter("default", null, null, null, null, null), 100).stream()
                .filter(DeadLetter.OfTask.class::isInstance)
                .map(DeadLetter::id)
                .toList();
    }

    /** Lets a worker have been silent for longer than its lease, while gateways watched. */
    void silence(UUID worker) {
        jdbc.update("update ledger_clock set last_tick = clock_timestamp(), judge_after = clock_timestamp()");
        jdbc.update("update worker set last_beat = clock_timestamp() - interval '16 s' where incarnation = ?", worker);
    }

    /** A submission in the making. */
    static final class TaskRequest {
        private final UUID id;
        private String input = "{\"text\":\"hello\"}";
        private int priority = 5;
        private int maxAttempts = 3;
        private String retry;
        private NewTask.Start start = new NewTask.Start.Now();
        private Duration ttl;
        private Duration timeout = Duration.ofMinutes(10);
        private NewTask.Idempotency idempotency;

        private TaskRequest(UUID id) {
            this.id = id;
        }

        TaskRequest input(String json) {
            input = json;
            return this;
        }

        TaskRequest priority(int priority) {
            this.priority = priority;
            return this;
        }

        TaskRequest maxAttempts(int maxAttempts) {
            this.maxAttempts = maxAttempts;
            return this;
        }

        TaskRequest retry(String json) {
            retry = json;
            return this;
        }

        TaskRequest after(Duration delay) {
            start = new NewTask.Start.After(delay);
            return this;
        }

        TaskRequest ttl(Duration ttl) {
            this.ttl = ttl;
            return this;
        }

        TaskRequest timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        TaskRequest key(String key, String body) {
            idempotency = new NewTask.Idempotency(key, "hash of " + body);
            return this;
        }

        NewTask build() {
            return new NewTask(
                    id,
                    "default",
                    ECHO,
                    "shared",
                    priority,
                    input,
                    "{}",
                    start,
                    ttl,
                    timeout,
                    maxAttempts,
                    retry,
                    null,
                    idempotency);
        }
    }
}
