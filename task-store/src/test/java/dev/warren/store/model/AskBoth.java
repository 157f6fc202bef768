package dev.warren.store.model;

import dev.warren.store.model.ModelAttempts.Ended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns a command into the same question to the ledger and to the model. */
final class AskBoth {

    /**
     * A command, with what it is done to.
     *
     * @param ledger does it to the ledger
     * @param model does it to the model, which is told what rows the ledger changed
     * @param then what it means for messages and attempts
     */
    record Question(Supplier<Object> ledger, Function<Set<UUID>, Object> model, Consumer<Object> then) {

        private static final String NO_ANSWER = "done";

        static Question of(Supplier<Object> ledger, Function<Set<UUID>, Object> model) {
            return new Question(ledger, model, answer -> {});
        }

        static Question of(Runnable ledger, Runnable model) {
            return of(
                    () -> {
                        ledger.run();
                        return NO_ANSWER;
                    },
                    changed -> {
                        model.run();
                        return NO_ANSWER;
                    });
        }

        Question then(Consumer<Object> then) {
            return new Question(ledger, model, then);
        }
    }

    private final LedgerDatabase database;
    private final RealLedger real;
    private final ModelLedger model;
    private final ModelAttempts attempts;
    private final ModelTimers timers;
    private final Traffic traffic;
    private final AskAboutRecovery recovery;
    private final AskAboutTalk talk;

    AskBoth(LedgerDatabase database, ModelLedger model, Traffic traffic) {
        this.database = database;
        this.real = new RealLedger(database.jdbc);
        this.model = model;
        this.attempts = new ModelAttempts(model);
        this.timers = new ModelTimers(model);
        this.traffic = traffic;
        this.recovery = new AskAboutRecovery(database, model, traffic);
        this.talk = new AskAboutTalk(database, model, traffic);
    }

    /** Empty where there is nothing to do it to. */
    Optional<Question> about(Command command) {
        return switch (command) {
            case Command.Submit submit -> Optional.of(submit(submit));
            case Command.Register register -> Optional.of(register());
            case Command.Publish(int limit, int behind) -> Optional.of(publish(model.generation - behind, limit));
            case Command.Confirm(var places) -> confirm(Traffic.pick(traffic.messages, places));
            case Command.Claim claim -> claim(claim);
            case Command.Finish finish -> finish(finish);
            case Command.Cancel cancel -> cancel(cancel);
            case Command.Beat(int worker) ->
                worker(worker).map(id -> Question.of(() -> real.beat(id), changed -> model.beat(id)));
            case Command.Leave(int worker, boolean stops) ->
                worker(worker)
                        .map(id -> Question.of(
                                () -> real.leave(id, stops), () -> model.leave(id, stops ? "STOPPED" : "DRAINING")));
            case Command.AskLeases(int worker) ->
                worker(worker).map(id -> Question.of(() -> real.leases(id), changed -> model.leases(id)));
            case Command.Pass(int seconds) ->
                Optional.of(Question.of(() -> database.time.pass(seconds), () -> model.now += seconds));
            case Command.Tick tick -> Optional.of(Question.of(real::tick, changed -> model.tick()));
            case Command.Watch watch -> Optional.of(watch(watch));
            case Command.Recovery recovery -> this.recovery.about(recovery);
            case Command.Talk talk -> this.talk.about(talk);
            case Command.DeclareDead dead ->
                Optional.of(Question.of(real::declareDead, changed -> model.declareDead()));
            case Command.TakeOver(int limit) ->
                Optional.of(Question.of(() -> real.takeOver(limit), changed -> attempts.takeOver(limit, changed)));
            case Command.StartDue(int limit) ->
                Optional.of(Question.of(() -> real.startDue(limit), changed -> timers.startDue(limit, changed)));
            case Command.Expire(int limit) ->
                Optional.of(Question.of(() -> real.expire(limit), changed -> timers.expire(limit, changed)));
            case Command.EndOverdue(int grace, int limit) ->
                Optional.of(Question.of(
                        () -> real.endOverdue(grace, limit), changed -> attempts.endOverdue(grace, limit, changed)));
            case Command.RepublishLost(int place, int age, int limit) -> {
                Queue queue = Queue.at(place);
                yield Optional.of(Question.of(
                        () -> real.republishLost(queue, age, limit),
                        changed -> timers.republishLost(queue, age, limit, changed)));
            }
            case Command.Pause(int place, boolean paused) ->
                Optional.of(pause(Queue.at(place).agent(), paused));
            case Command.Lose(int message) -> lose(message);
            case Command.Forget(int age) ->
                Optional.of(Question.of(
                        () -> real.forget(database.time.at(model.now - age)), changed -> model.forget(age)));
        };
    }

    private Optional<UUID> worker(int place) {
        return Optional.ofNullable(Traffic.pick(traffic.incarnations, place));
    }

    private Question submit(Command.Submit submit) {
        List<UUID> ids = submit.tasks().stream().map(wish -> database.nextId()).toList();
        return Question.of(
                        () -> real.submit(ids, submit.tasks(), model.generation),
                        changed -> model.submit(ids, submit.tasks()))
                .then(answer -> {
                    for (int i = 0; i < ids.size(); i++) {
                        String one = ((List<?>) answer).get(i).toString();
                        if (one.startsWith("ACCEPTED")) {
                            traffic.tasks.add(ids.get(i));
                        }
                        if (one.equals("ACCEPTED QUEUED") && submit.published()) {
                            traffic.publish(new Message(
                                    ids.get(i),
                                    1,
                                    Queue.at(submit.tasks().get(i).queue()).agent(),
                                    model.generation));
                        }
                    }
                });
    }

    private Question register() {
        UUID incarnation = database.nextId();
        traffic.incarnations.add(incarnation);
        String name = "worker" + traffic.incarnations.size();
        return Question.of(() -> real.register(incarnation, name), () -> model.register(incarnation, name));
    }

    private Question publish(int generation, int limit) {
        return Question.of(() -> real.publish(generation, limit), changed -> timers.publish(generation, limit, changed))
                .then(answer -> {
                    for (Object one : (List<?>) answer) {
                        String[] words = one.toString().split(" ");
                        ModelTask task = model.task(UUID.fromString(words[0]));
                        traffic.publish(new Message(task.id, Long.parseLong(words[2]), task.queue.agent(), generation));
                    }
                });
    }

    private Optional<Question> confirm(List<Message> messages) {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(Question.of(() -> real.confirm(messages), changed -> timers.confirm(messages)));
    }

    private Optional<Question> claim(Command.Claim claim) {
        List<Message> picked = Traffic.pick(traffic.messages, claim.messages());
        Optional<UUID> worker = worker(claim.worker());
        if (picked.isEmpty() || worker.isEmpty()) {
            return Optional.empty();
        }
        boolean genuine = claim.forged() == 0 && !claim.elsewhere();
        Message first = picked.getFirst();
        List<Message> messages = genuine
                ? picked
                : List.of(first.changed(claim.forged(), claim.elsewhere(), model.task(first.task()).queue));
        return Optional.of(
                Question.of(() -> real.claim(worker.get(), messages), changed -> attempts.claim(worker.get(), messages))
                        .then(answer -> claimed(worker.get(), messages, (List<?>) answer, genuine)));
    }

    private void claimed(UUID worker, List<Message> messages, List<?> verdicts, boolean genuine) {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (verdicts.get(i).toString().startsWith("CLAIMED")) {
                traffic.attempts.add(new Attempt(worker, message.task(), message.fence() + 1));
            }
            if (genuine && !verdicts.get(i).equals("NOT_ME")) {
                traffic.atBroker.remove(message);
            }
        }
    }

    /** Results of one attempt in one batch are the same: the ledger does not promise which of two counts. */
    private Optional<Question> finish(Command.Finish finish) {
        Map<Attempt, Ended> results = new HashMap<>();
        List<Ended> batch = new ArrayList<>();
        for (Command.Result result : finish.results()) {
            Attempt attempt = Traffic.pick(traffic.attempts, result.attempt());
            if (attempt != null) {
                batch.add(results.computeIfAbsent(attempt, a -> ended(a, result)));
            }
        }
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        UUID owner = batch.getFirst().attempt().incarnation();
        UUID worker = finish.foreign() ? worker(finish.worker()).orElse(owner) : owner;
        return Optional.of(Question.of(() -> real.finish(worker, batch), changed -> attempts.finish(worker, batch)));
    }

    private Ended ended(Attempt attempt, Command.Result result) {
        Queue queue = model.task(attempt.task()).queue;
        String next = result.delay() == Command.Result.TO_NOBODY
                ? "nobody"
                : queue.elsewhere().agent();
        List<UUID> children = model.all()
                .filter(child -> attempt.task().equals(child.parent))
                .map(child -> child.id)
                .toList();
        return new Ended(attempt, result.way(), result.delay(), next, children);
    }

    private Optional<Question> cancel(Command.Cancel cancel) {
        Attempt attempt = Traffic.pick(traffic.attempts, cancel.place());
        UUID task =
                cancel.ofAttempt() && attempt != null ? attempt.task() : Traffic.pick(traffic.tasks, cancel.place());
        String tenant = cancel.stranger() ? "stranger" : ModelTask.TENANT;
        return Optional.ofNullable(task)
                .map(id -> Question.of(() -> real.cancel(tenant, id), changed -> attempts.cancel(tenant, id)));
    }

    private Question watch(Command.Watch watch) {
        Optional<UUID> beating = worker(watch.worker());
        return Question.of(
                () -> {
                    List<Object> answers = new ArrayList<>();
                    for (int i = 0; i < watch.times(); i++) {
                        database.time.pass(Command.Watch.INTERVAL);
                        beating.ifPresent(worker -> answers.add(real.beat(worker)));
                        answers.add(real.tick());
                    }
                    return answers;
                },
                changed -> {
                    List<Object> answers = new ArrayList<>();
                    for (int i = 0; i < watch.times(); i++) {
                        model.now += Command.Watch.INTERVAL;
                        beating.ifPresent(worker -> answers.add(model.beat(worker)));
                        answers.add(model.tick());
                    }
                    return answers;
                });
    }

    private Question pause(String agent, boolean paused) {
        return Question.of(() -> real.pause(agent, paused), () -> {
            if (paused) {
                model.paused.add(agent);
            } else {
                model.paused.remove(agent);
            }
        });
    }

    private Optional<Question> lose(int place) {
        return Optional.ofNullable(Traffic.pick(traffic.messages, place))
                .map(message ->
                        Question.of(() -> traffic.atBroker.remove(message), () -> traffic.lost.add(message.task())));
    }
}
