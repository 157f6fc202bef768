package dev.warren.store.model;

import dev.warren.store.model.AskBoth.Question;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Turns what agents remember and say into the same question to the ledger and to the model. */
final class AskAboutTalk {

    private final LedgerDatabase database;
    private final RealTalk real;
    private final ModelTalk model;
    private final Traffic traffic;

    AskAboutTalk(LedgerDatabase database, ModelLedger ledger, Traffic traffic) {
        this.database = database;
        this.real = new RealTalk(database.jdbc);
        this.model = new ModelTalk(ledger);
        this.traffic = traffic;
    }

    Optional<Question> about(Command.Talk command) {
        return switch (command) {
            case Command.SendChild send ->
                Optional.ofNullable(Traffic.pick(traffic.attempts, send.attempt()))
                        .map(parent -> send(parent, send));
            case Command.RecordSteps record -> record(record);
            case Command.WakeCallers(int limit) ->
                Optional.of(Question.of(() -> real.wake(limit), changed -> model.wake(limit)));
            case Command.Answer answer ->
                Optional.ofNullable(Traffic.pick(traffic.questions, answer.question()))
                        .map(asked -> answer(asked, answer));
            case Command.EndUnanswered(int limit) ->
                Optional.of(
                        Question.of(() -> real.endUnanswered(limit), changed -> model.endUnanswered(limit, changed)));
        };
    }

    private Question send(Attempt parent, Command.SendChild send) {
        UUID id = database.nextId();
        String name = "name" + send.name();
        String agent = send.queue() == Queue.ALL.size()
                ? "nobody"
                : Queue.at(send.queue()).agent();
        return Question.of(() -> real.send(parent, id, name, agent), changed -> model.send(parent, id, name, agent))
                .then(answer -> {
                    if (answer.equals("sent " + id)) {
                        traffic.tasks.add(id);
                    }
                });
    }

    private Optional<Question> record(Command.RecordSteps record) {
        List<Attempt> attempts = Traffic.pick(traffic.attempts, record.attempts());
        if (attempts.isEmpty()) {
            return Optional.empty();
        }
        UUID owner = attempts.getFirst().incarnation();
        UUID foreign = Traffic.pick(traffic.incarnations, record.worker());
        UUID worker = record.foreign() && foreign != null ? foreign : owner;
        String name = "step" + record.name();
        return Optional.of(Question.of(
                () -> real.record(worker, attempts, name), changed -> model.record(worker, attempts, name)));
    }

    private Question answer(Traffic.Asked asked, Command.Answer answer) {
        Traffic.Asked other = Traffic.pick(traffic.questions, answer.question() + 1);
        UUID task = answer.elsewhere() && other != null ? other.task() : asked.task();
        String tenant = answer.stranger() ? "stranger" : ModelTask.TENANT;
        String text = String.valueOf(answer.text());
        return Question.of(
                () -> real.answer(tenant, task, asked.question(), text),
                changed -> model.answer(tenant, task, asked.question(), text));
    }
}
