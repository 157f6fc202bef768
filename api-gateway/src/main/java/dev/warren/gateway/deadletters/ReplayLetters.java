package dev.warren.gateway.deadletters;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.trace.LogMoved;
import dev.warren.store.deadletter.DeadLetter;
import dev.warren.store.deadletter.DeadLetterFilter;
import dev.warren.store.deadletter.ListDeadLetters;
import dev.warren.store.replay.Replay;
import dev.warren.store.replay.ReplayTasks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Replays dead letters, at a pace: the ledger holds when each is due, so that nobody has to stay alive for it. Each is
 * replayed only from the run that was found dead, so that two who replay the same start it once.
 */
@Component
class ReplayLetters {

    /** Of one call. */
    static final int MOST = 10_000;

    /** Of one commit. */
    private static final int AT_ONCE = 1000;

    private final ListDeadLetters letters;
    private final ReplayTasks replayTasks;

    ReplayLetters(ListDeadLetters letters, ReplayTasks replayTasks) {
        this.letters = letters;
        this.replayTasks = replayTasks;
    }

    /** What became of one id. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReplayResult", description = "Either an outcome or a problem")
    record Result(
            UUID id,

            @Schema(allowableValues = "replayed") @Nullable String outcome,

            @Schema(description = "The run that was started") @Nullable
            Integer run,

            @Schema(description = "When it may start") @Nullable
            Instant dueAt,

            @Schema(ref = "Problem") @Nullable ProblemDetail problem) {

        static Result refused(UUID id, Problem problem) {
            return new Result(id, null, null, null, problem.body());
        }
    }

    /** What became of all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReplayAnswer")
    record Answer(
            @Schema(description = "How many were replayed") int replayed,

            @Schema(description = "Tasks that match the filter and are still dead; ask again for them") @Nullable
            Long left,

            @Schema(description = "When the last of them may start") @Nullable
            Instant lastDueAt,

            @Schema(description = "What became of each id, in the order they were named") @Nullable
            List<Result> results) {}

    Answer byIds(String tenant, List<UUID> ids, int ratePerSecond) {
        Map<UUID, DeadLetter.OfTask> dead =
                letters.tasks(tenant, ids).stream().collect(toMap(DeadLetter.OfTask::id, Function.identity()));
        List<DeadLetter.OfTask> inOrder =
                ids.stream().filter(dead::containsKey).map(dead::get).toList();
        Map<UUID, Replay> replays = replay(tenant, inOrder, Duration.ZERO, spacing(ratePerSecond)).stream()
                .collect(toMap(Replay::task, Function.identity()));
        var messages = new HashSet<>(letters.messages(tenant, ids));
        var results = new ArrayList<Result>(ids.size());
        for (UUID id : ids) {
            Replay replay = replays.get(id);
            if (replay != null && replay.started()) {
                results.add(new Result(id, "replayed", replay.run(), replay.dueAt(), null));
            } else {
                results.add(Result.refused(id, messages.contains(id) ? unreadable() : notFound()));
            }
        }
        List<Replay> started = replays.values().stream().filter(Replay::started).toList();
        return new Answer(started.size(), null, lastDueAt(started), results);
    }

    /** The oldest first. */
    Answer byFilter(DeadLetterFilter filter, int ratePerSecond) {
        Duration spacing = spacing(ratePerSecond);
        int replayed = 0;
        Instant lastDueAt = null;
        DeadLetterFilter rest = filter;
        List<DeadLetter.OfTask> next;
        int looked = 0;
        do {
            next = letters.tasksOldestFirst(rest, Math.min(AT_ONCE, MOST - looked));
            List<Replay> started = replay(filter.tenant(), next, spacing.multipliedBy(replayed), spacing).stream()
                    .filter(Replay::started)
                    .toList();
            looked += next.size();
            replayed += started.size();
            lastDueAt = started.isEmpty() ? lastDueAt : lastDueAt(started);
            rest = next.isEmpty() ? rest : after(next.getLast(), filter);
        } while (next.size() == AT_ONCE && looked < MOST);
        return new Answer(replayed, letters.countTasks(filter), lastDueAt, null);
    }

    private static DeadLetterFilter after(DeadLetter last, DeadLetterFilter filter) {
        return new DeadLetterFilter(
                filter.tenant(),
                filter.agent(),
                filter.reason(),
                filter.endedAfter(),
                filter.endedBefore(),
                DeadLetterFilter.Position.of(last));
    }

    private List<Replay> replay(String tenant, List<DeadLetter.OfTask> dead, Duration first, Duration spacing) {
        if (dead.isEmpty()) {
            return List.of();
        }
        List<ReplayTasks.Ended> ended = dead.stream()
                .map(letter -> new ReplayTasks.Ended(letter.id(), letter.run()))
                .toList();
        List<Replay> replays = replayTasks.replay(tenant, ended, new ReplayTasks.Pace(first, spacing));
        replays.stream()
                .filter(Replay::started)
                .forEach(replay -> LogMoved.write(replay.task(), replay.status(), replay.run()));
        return replays;
    }

    private static Duration spacing(int ratePerSecond) {
        return Duration.ofSeconds(1).dividedBy(ratePerSecond);
    }

    private static @Nullable Instant lastDueAt(List<Replay> started) {
        return started.stream().map(Replay::dueAt).max(Instant::compareTo).orElse(null);
    }

    private static Problem notFound() {
        return Problem.of(
                ProblemType.DEAD_LETTER_NOT_FOUND,
                "There is no such dead letter: it was replayed or discarded, or never was one.");
    }

    private static Problem unreadable() {
        return Problem.of(
                ProblemType.MESSAGE_UNREADABLE,
                "The message names no task, so there is nothing to start again. It can be discarded.");
    }
}
