package dev.warren.gateway.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.deadletter.DeadLetter;
import dev.warren.store.deadletter.DeadLetterFilter;
import dev.warren.store.deadletter.DiscardDeadLetters;
import dev.warren.store.deadletter.ListDeadLetters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Discards dead letters: a task stays ended as it is, a message is forgotten. */
@Component
class DiscardLetters {

    /** Of one call. */
    static final int MOST = 10_000;

    /** Of one commit. */
    private static final int AT_ONCE = 1000;

    private final ListDeadLetters letters;
    private final DiscardDeadLetters discard;

    DiscardLetters(ListDeadLetters letters, DiscardDeadLetters discard) {
        this.letters = letters;
        this.discard = discard;
    }

    /** What became of one id. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DiscardResult", description = "Either an outcome or a problem")
    record Result(
            UUID id,

            @Schema(allowableValues = "discarded") @Nullable String outcome,

            @Schema(ref = "Problem") @Nullable ProblemDetail problem) {}

    /** What became of all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DiscardAnswer")
    record Answer(
            @Schema(description = "How many were discarded") int discarded,

            @Schema(description = "Dead letters that match the filter and are still there; ask again for them")
            @Nullable
            Long left,

            @Schema(description = "What became of each id, in the order they were named") @Nullable
            List<Result> results) {}

    Answer byIds(String tenant, List<UUID> ids) {
        Set<UUID> gone = discard(tenant, ids);
        List<Result> results = ids.stream()
                .map(id -> gone.contains(id)
                        ? new Result(id, "discarded", null)
                        : new Result(id, null, notFound().body()))
                .toList();
        return new Answer(gone.size(), null, results);
    }

    /** The oldest first. */
    Answer byFilter(DeadLetterFilter filter) {
        int discarded = 0;
        int looked = 0;
        List<DeadLetter> next;
        do {
            next = letters.oldestFirst(filter, Math.min(AT_ONCE, MOST - looked));
            looked += next.size();
            discarded += discard(
                            filter.tenant(), next.stream().map(DeadLetter::id).toList())
                    .size();
        } while (next.size() == AT_ONCE && looked < MOST);
        return new Answer(discarded, letters.countTasks(filter) + letters.countMessages(filter), null);
    }

    private Set<UUID> discard(String tenant, List<UUID> ids) {
        var gone = new HashSet<UUID>();
        if (!ids.isEmpty()) {
            gone.addAll(discard.tasks(tenant, ids));
            gone.addAll(discard.messages(tenant, ids));
        }
        return gone;
    }

    private static Problem notFound() {
        return Problem.of(
                ProblemType.DEAD_LETTER_NOT_FOUND,
                "There is no such dead letter: it was replayed or discarded, or never was one.");
    }
}
