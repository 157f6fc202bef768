package dev.warren.store.model;

import dev.warren.store.model.AskBoth.Question;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Turns the commands of recovery into the same question to the ledger and to the model. */
final class AskAboutRecovery {

    private final LedgerDatabase database;
    private final RealRecovery real;
    private final ModelLedger ledger;
    private final ModelRecovery model;
    private final Traffic traffic;

    AskAboutRecovery(LedgerDatabase database, ModelLedger ledger, Traffic traffic) {
        this.database = database;
        this.real = new RealRecovery(database.jdbc);
        this.ledger = ledger;
        this.model = new ModelRecovery(ledger);
        this.traffic = traffic;
    }

    Optional<Question> about(Command.Recovery command) {
        return switch (command) {
            case Command.Replay(var places, int spacing, boolean stranger) -> {
                List<UUID> tasks = Traffic.pick(traffic.tasks, places);
                yield some(
                        tasks,
                        Question.of(
                                () -> real.replay(tenant(stranger), tasks, spacing),
                                changed -> model.replay(tenant(stranger), tasks, spacing)));
            }
            case Command.Discard(var places, boolean stranger) -> {
                List<UUID> tasks = Traffic.pick(traffic.tasks, places);
                yield some(
                        tasks,
                        Question.of(
                                () -> real.discard(tenant(stranger), tasks),
                                changed -> model.discard(tenant(stranger), tasks)));
            }
            case Command.SettleDead(var places, String reason) -> {
                List<Message> messages = Traffic.pick(traffic.messages, places);
                yield some(
                        messages,
                        Question.of(() -> real.settle(messages, reason), changed -> model.settle(messages, reason))
                                .then(answer -> messages.forEach(traffic.atBroker::remove)));
            }
            case Command.Returned(var places) -> {
                List<Message> messages = Traffic.pick(traffic.messages, places);
                yield some(
                        messages,
                        Question.of(() -> real.returned(messages), changed -> model.returned(messages))
                                .then(answer -> messages.forEach(message -> traffic.lost.add(message.task()))));
            }
            case Command.FailUnroutable(int after, int limit) ->
                Optional.of(Question.of(
                        () -> real.failUnroutable(after, limit),
                        changed -> model.failUnroutable(after, limit, changed)));
            case Command.RaiseGeneration(int behind) -> {
                int seen = ledger.generation - behind;
                yield Optional.of(Question.of(() -> real.raise(seen), changed -> model.raise(seen))
                        .then(answer -> {
                            if (behind == 0) {
                                traffic.wipe();
                            }
                        }));
            }
            case Command.RepublishOlder(int limit) ->
                Optional.of(
                        Question.of(() -> real.republishOlder(limit), changed -> model.republishOlder(limit, changed)));
            case Command.RepublishOvertaken(int place, int priority, int age, int limit) -> {
                Queue queue = Queue.at(place);
                long before = ledger.now - age;
                yield Optional.of(Question.of(
                        () -> real.republishOvertaken(queue, priority, database.time.at(before), limit),
                        changed -> model.republishOvertaken(queue, priority, before, limit, changed)));
            }
            case Command.Drain(int worker) ->
                Optional.ofNullable(Traffic.pick(traffic.incarnations, worker))
                        .map(id -> Question.of(() -> real.drain(id), changed -> model.drain(id)));
        };
    }

    private static String tenant(boolean stranger) {
        return stranger ? "stranger" : ModelTask.TENANT;
    }

    private static Optional<Question> some(List<?> targets, Question question) {
        return targets.isEmpty() ? Optional.empty() : Optional.of(question);
    }
}
