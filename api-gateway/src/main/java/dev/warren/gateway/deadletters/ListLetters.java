package dev.warren.gateway.deadletters;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.tasks.AttemptView;
import dev.warren.gateway.tasks.ShowAttempts;
import dev.warren.store.deadletter.BrokerDeath;
import dev.warren.store.deadletter.BrokerDeaths;
import dev.warren.store.deadletter.DeadLetter;
import dev.warren.store.deadletter.DeadLetterFilter.Position;
import dev.warren.store.deadletter.ListDeadLetters;
import dev.warren.store.task.ListTasks;
import dev.warren.store.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists dead letters with all that is known of them: a few questions to the ledger for a page, however long it is. */
@Component
class ListLetters {

    private final ListDeadLetters letters;
    private final ListTasks tasks;
    private final ShowAttempts showAttempts;
    private final BrokerDeaths brokerDeaths;

    ListLetters(ListDeadLetters letters, ListTasks tasks, ShowAttempts showAttempts, BrokerDeaths brokerDeaths) {
        this.letters = letters;
        this.tasks = tasks;
        this.showAttempts = showAttempts;
        this.brokerDeaths = brokerDeaths;
    }

    /** Some dead letters, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LetterList(
            List<LetterView> deadLetters, @Nullable String nextPageToken) {}

    LetterList list(LetterQuery query, String tenant) {
        List<DeadLetter> found = letters.newestFirst(query.filter(), query.pageSize() + 1);
        List<DeadLetter> page = found.subList(0, Math.min(found.size(), query.pageSize()));
        List<UUID> ids = page.stream()
                .filter(DeadLetter.OfTask.class::isInstance)
                .map(DeadLetter::id)
                .toList();
        ListTasks.Fitting fitting = tasks.first(tenant, ids);
        if (fitting.considered() < ids.size()) {
            page = upTo(ids.get(fitting.considered()), page);
        }
        List<LetterView> views = views(page, fitting.tasks());
        String next =
                page.size() < found.size() ? LetterToken.after(Position.of(page.getLast()), query.filterHash()) : null;
        return new LetterList(views, next);
    }

    /** What comes before the letter of {@code excluded}, which no longer fits into the page. */
    private static List<DeadLetter> upTo(UUID excluded, List<DeadLetter> page) {
        int end = 0;
        while (!page.get(end).id().equals(excluded)) {
            end++;
        }
        return page.subList(0, end);
    }

    private List<LetterView> views(List<DeadLetter> page, List<Task> read) {
        Map<UUID, Task> byId = read.stream().collect(toMap(Task::id, Function.identity()));
        Map<UUID, List<AttemptView>> attempts = showAttempts.of(read);
        Map<UUID, List<BrokerDeath>> deaths = read.isEmpty()
                ? Map.of()
                : brokerDeaths.of(List.copyOf(byId.keySet())).stream().collect(groupingBy(BrokerDeath::task));
        var views = new ArrayList<LetterView>(page.size());
        for (DeadLetter letter : page) {
            switch (letter) {
                case DeadLetter.OfMessage message -> views.add(LetterView.OfMessage.from(message));
                case DeadLetter.OfTask dead -> {
                    Task task = byId.get(dead.id());
                    // Replayed, or too old to be kept, since the letters were read.
                    if (task != null
                            && task.run() == dead.run()
                            && task.status().isTerminal()) {
                        views.add(LetterView.OfTask.from(
                                dead,
                                task,
                                attempts.getOrDefault(task.id(), List.of()),
                                deaths.getOrDefault(task.id(), List.of())));
                    }
                }
            }
        }
        return views;
    }
}
