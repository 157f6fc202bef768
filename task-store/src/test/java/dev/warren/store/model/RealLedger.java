package dev.warren.store.model;

import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.finish.Finished;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublicationLog.Publication;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.SubmitTasks;
import dev.warren.store.submit.Submitted;
import dev.warren.store.sweep.SweepLedger;
import dev.warren.store.task.CancelTask;
import dev.warren.store.worker.HostedAgent;
import dev.warren.store.worker.Lease;
import dev.warren.store.worker.WorkerLife;
import dev.warren.store.worker.WorkerProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger itself, through the store's API; its answers in the words of the model. */
final class RealLedger {

    private final JdbcTemplate jdbc;
    private final SubmitTasks submit;
    private final ClaimTasks claim;
    private final FinishAttempts finish;
    private final PublicationLog publications;
    private final SweepLedger sweep;
    private final CancelTask cancel;

    RealLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        submit = new SubmitTasks(jdbc);
        claim = new ClaimTasks(jdbc);
        finish = new FinishAttempts(jdbc);
        publications = new PublicationLog(jdbc);
        sweep = new SweepLedger(jdbc);
        cancel = new CancelTask(jdbc);
    }

    List<String> submit(List<UUID> ids, List<Command.Wish> wishes, int generation) {
        List<NewTask> tasks = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            tasks.add(newTask(ids.get(i), wishes.get(i)));
        }
        return submit.submit(tasks, generation).stream().map(RealLedger::text).toList();
    }

    private static NewTask newTask(UUID id, Command.Wish wish) {
        Queue queue = Queue.at(wish.queue());
        return new NewTask(
                id,
                ModelTask.TENANT,
                queue.agent(),
                queue.lane(),
                wish.priority(),
                "{}",
                "{}",
                wish.delay() == 0 ? new NewTask.Start.Now() : new NewTask.Start.After(Duration.ofSeconds(wish.delay())),
                wish.ttl() == 0 ? null : Duration.ofSeconds(wish.ttl()),
                Duration.ofSeconds(wish.timeout()),
                wish.maxAttempts(),
                null,
                null,
                wish.key() == 0 ? null : new NewTask.Idempotency("key" + wish.key(), "body" + wish.body()));
    }

    private static String text(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Accepted accepted -> "ACCEPTED " + accepted.status();
            case Submitted.Repeated(UUID existing) -> "REPEATED " + existing;
            case Submitted.KeyReused(UUID existing) -> "KEY_REUSED " + existing;
        };
    }

    void register(UUID incarnation, String name) {
        life(incarnation)
                .register(new WorkerProfile(
                        name,
                        "localhost",
                        "1",
                        10,
                        List.of(new HostedAgent(
                                "echo", "1", "", Set.of(), null, null, Duration.ofMinutes(10), 3, null))));
    }

    boolean beat(UUID incarnation) {
        return life(incarnation).beat(0) != WorkerLife.Standing.GONE;
    }

    void leave(UUID incarnation, boolean stops) {
        if (stops) {
            life(incarnation).stop();
        } else {
            life(incarnation).drain();
        }
    }

    List<String> leases(UUID incarnation) {
        Set<Lease> canceled = new HashSet<>(life(incarnation).cancelRequests());
        return life(incarnation).leases().stream()
                .map(lease -> lease.task() + " fence " + lease.fence() + (canceled.remove(lease) ? " canceled" : ""))
                .sorted()
                .toList();
    }

    private WorkerLife life(UUID incarnation) {
        return new WorkerLife(jdbc, incarnation);
    }

    List<String> claim(UUID incarnation, List<Message> messages) {
        return claim
                .claim(
                        incarnation,
                        messages.stream()
                                .map(message -> new ClaimRequest(message.task(), message.fence(), message.agent()))
                                .toList())
                .stream()
                .map(RealLedger::text)
                .toList();
    }

    private static String text(ClaimVerdict verdict) {
        return switch (verdict) {
            case ClaimVerdict.Claimed(var task) ->
                "CLAIMED run %d attempt %d failures %d of %d fence %d timeout %d"
                        .formatted(
                                task.run(),
                                task.attempt(),
                                task.failures(),
                                task.maxAttempts(),
                                task.fence(),
                                task.timeout().toSeconds());
            case ClaimVerdict.RowRefuses refuses -> "ROW";
            case ClaimVerdict.NotMe notMe -> "NOT_ME";
        };
    }

    List<String> finish(UUID incarnation, List<ModelAttempts.Ended> results) {
        return finish
                .finish(
                        incarnation,
                        results.stream()
                                .map(result -> new AttemptResult(
                                        result.attempt().task(),
                                        result.attempt().fence(),
                                        ending(result),
                                        1,
                                        2))
                                .toList())
                .stream()
                .map(answer -> answer.map(RealLedger::text).orElse("STALE"))
                .toList();
    }

    private static Ending ending(ModelAttempts.Ended result) {
        String output = result.attempt().output();
        var problem = new Problem(result.way().name(), output);
        Duration delay = Duration.ofSeconds(result.delay());
        return switch (result.way()) {
            case COMPLETED -> new Ending.Completed("\"" + output + "\"");
            case FAILED -> new Ending.Failed(problem);
            case RETRIED -> new Ending.Retry(delay, problem);
            case TIMED_OUT -> new Ending.TimedOut(delay, problem);
            case CANCELED -> new Ending.Canceled();
            case RELEASED -> new Ending.Released();
            case HANDED_OFF -> new Ending.HandedOff(Objects.requireNonNull(result.agent()), "\"" + output + "\"");
            case ASKED -> new Ending.Asked("\"" + output + "\"", delay, "\"" + output + "\"");
            case CALLED -> new Ending.Called(result.children());
        };
    }

    private static String text(Finished finished) {
        return "%s run %d fence %d%s"
                .formatted(
                        finished.status(),
                        finished.run(),
                        finished.fence(),
                        finished.reason() == null ? "" : " " + finished.reason());
    }

    static Map<UUID, String> text(List<Finished> finished) {
        Map<UUID, String> texts = new TreeMap<>();
        finished.forEach(one -> texts.put(one.task(), text(one)));
        return texts;
    }

    List<String> cancel(String tenant, UUID task) {
        return cancel.cancel(tenant, task).stream()
                .map(answer -> "%s run %d fence %d owner %s%s"
                        .formatted(
                                answer.status(),
                                answer.run(),
                                answer.fence(),
                                answer.owner(),
                                answer.changed() ? "" : " unchanged"))
                .toList();
    }

    String tick() {
        var tick = sweep.tick();
        return tick.mayJudge() + " generation " + tick.brokerGeneration() + (tick.olderLeft() ? " older left" : "");
    }

    Set<UUID> declareDead() {
        var dead = new HashSet<UUID>();
        sweep.declareDead().forEach(worker -> dead.add(worker.incarnation()));
        return dead;
    }

    Map<UUID, String> takeOver(int limit) {
        return text(sweep.takeOver(limit));
    }

    Map<UUID, String> endOverdue(int grace, int limit) {
        return text(sweep.endOverdue(Duration.ofSeconds(grace), limit));
    }

    int startDue(int limit) {
        return sweep.startDue(limit);
    }

    List<String> expire(int limit) {
        return sweep.expire(limit).stream()
                .map(expired -> expired.task() + " run " + expired.run())
                .sorted()
                .toList();
    }

    List<String> publish(int generation, int limit) {
        return publications.takeDue(generation, limit).stream()
                .map(task -> task.id() + " fence " + task.fence())
                .toList();
    }

    int confirm(List<Message> messages) {
        return publications.confirm(messages.stream()
                .map(message -> new Publication(message.task(), message.fence(), message.generation()))
                .toList());
    }

    int republishLost(Queue queue, int age, int limit) {
        return publications.republishLost(queue.agent(), queue.lane(), Duration.ofSeconds(age), limit);
    }

    void pause(String agent, boolean paused) {
        jdbc.update("update agent set paused = ? where name = ?", paused, agent);
    }

    int forget(java.time.Instant before) {
        return sweep.forgetOld(before, before, 1000);
    }
}
