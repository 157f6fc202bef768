package dev.warren.store.model;

import dev.warren.model.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** One play of commands on an empty ledger and on the model of it, until the two disagree. */
final class Play {

    /** The machine was so slow that the play says nothing. */
    static final class TimeLost extends RuntimeException {}

    private final LedgerDatabase database;
    private final ModelLedger model = new ModelLedger();
    private final Traffic traffic = new Traffic();
    private final AskBoth askBoth;
    private final Invariants invariants = new Invariants(traffic);
    private final List<String> trace = new ArrayList<>();
    private Map<UUID, Map<String, @Nullable Object>> before = Map.of();

    private Play(LedgerDatabase database) {
        this.database = database;
        this.askBoth = new AskBoth(database, model, traffic);
    }

    /** Plays {@code commands}, then brings everything to an end. */
    static Optional<Disagreement> play(LedgerDatabase database, List<Command> commands) {
        for (int tries = 0; ; tries++) {
            try {
                database.empty();
                var play = new Play(database);
                Optional<String> what = play.all(commands).or(play::toTheEnd);
                return what.map(text -> new Disagreement(play.traffic.readable(text), play.trace));
            } catch (TimeLost e) {
                if (tries == 10) {
                    throw e;
                }
            }
        }
    }

    private Optional<String> all(List<Command> commands) {
        for (Command command : commands) {
            Optional<String> disagreement = step(command);
            if (disagreement.isPresent()) {
                return disagreement;
            }
        }
        return Optional.empty();
    }

    private Optional<String> step(Command command) {
        Optional<AskBoth.Question> question = askBoth.about(command);
        if (question.isEmpty()) {
            return Optional.empty();
        }
        database.time.settle();
        Object answer;
        try {
            answer = question.get().ledger().get();
        } catch (RuntimeException e) {
            trace.add(traffic.readable(command + " fails"));
            return Optional.of(String.valueOf(NestedExceptionUtils.getMostSpecificCause(e)));
        }
        var after = database.rows.tasks();
        var workers = database.rows.workers();
        if (database.time.lost()) {
            throw new TimeLost();
        }
        Object expected = question.get().model().apply(changed(after));
        model.tellParents();
        learnQuestions(after);
        trace.add(traffic.readable(command + " -> " + answer));
        List<String> broken = new ArrayList<>();
        if (!answer.equals(expected)) {
            broken.add("answer " + answer + ", expected " + expected);
        }
        compare(after, broken);
        if (!workers.equals(expectedWorkers())) {
            broken.add("workers " + workers + ", expected " + expectedWorkers());
        }
        question.get().then().accept(answer);
        broken.addAll(invariants.broken(before, after, workers, model.now));
        before = after;
        return broken.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", broken));
    }

    private Set<UUID> changed(Map<UUID, Map<String, @Nullable Object>> after) {
        Set<UUID> changed = new HashSet<>();
        after.forEach((id, row) -> {
            if (!row.equals(before.get(id))) {
                changed.add(id);
            }
        });
        return changed;
    }

    /** Takes over what the ledger calls a new question, where it is no name of an old one. */
    private void learnQuestions(Map<UUID, Map<String, @Nullable Object>> after) {
        for (ModelTask task : model.tasks.values()) {
            if (task.asksAnew
                    && after.getOrDefault(task.id, Map.of()).get("question_id") instanceof UUID id
                    && traffic.questions.stream()
                            .noneMatch(asked -> asked.question().equals(id))) {
                task.questionId = id;
                traffic.questions.add(new Traffic.Asked(task.id, id));
            }
            task.asksAnew = false;
        }
    }

    private void compare(Map<UUID, Map<String, @Nullable Object>> after, List<String> broken) {
        if (!after.keySet().equals(model.tasks.keySet())) {
            broken.add("tasks " + after.keySet() + ", expected " + model.tasks.keySet());
        }
        model.tasks.forEach((id, task) -> {
            var row = after.getOrDefault(id, Map.of());
            var expected = task.columns();
            for (String column : row.keySet()) {
                if (!expected.containsKey(column)) {
                    broken.add("column " + column + " is not in the model");
                } else if (!Objects.equals(row.get(column), expected.get(column))) {
                    broken.add("%s.%s is %s, expected %s".formatted(id, column, row.get(column), expected.get(column)));
                }
            }
        });
    }

    private Map<UUID, String> expectedWorkers() {
        Map<UUID, String> workers = new TreeMap<>();
        model.workers.forEach((incarnation, worker) -> workers.put(incarnation, worker.state + " " + worker.lastBeat));
        return workers;
    }

    /** However it stands: once the faults are over, every task ends. */
    private Optional<String> toTheEnd() {
        List<Command> calm = new ArrayList<>(List.of(new Command.Pause(0, false), new Command.Pause(1, false)));
        IntStream.range(0, traffic.incarnations.size()).forEach(i -> calm.add(new Command.Leave(i, true)));
        calm.addAll(List.of(new Command.TakeOver(1000), new Command.RepublishOlder(1000), new Command.Register()));
        return all(calm).or(this::endWhatIsOpen).or(this::endWhatIsOpen).or(this::open);
    }

    private Optional<String> endWhatIsOpen() {
        Optional<String> disagreement = all(List.of(
                new Command.Pass(3600),
                new Command.EndUnanswered(1000),
                new Command.WakeCallers(1000),
                new Command.StartDue(1000),
                new Command.Expire(1000)));
        int published = traffic.messages.size();
        int had = traffic.attempts.size();
        return disagreement
                .or(() -> step(new Command.Publish(1000, 0)))
                .or(() -> step(new Command.Claim(0, youngest(traffic.messages.size() - published), 0, false)))
                .or(() -> step(new Command.Finish(
                        youngest(traffic.attempts.size() - had).stream()
                                .map(place -> new Command.Result(place, Command.Way.COMPLETED, 0))
                                .toList(),
                        false,
                        0)));
    }

    private static List<Integer> youngest(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Optional<String> open() {
        List<UUID> open = new ArrayList<>();
        before.forEach((id, row) -> {
            if (!TaskStatus.valueOf(Objects.toString(row.get("status"))).isTerminal()) {
                open.add(id);
            }
        });
        return open.isEmpty() ? Optional.empty() : Optional.of("never ended: " + Collections.unmodifiableList(open));
    }
}
