package dev.warren.gateway.deadletters;

import dev.warren.store.deadletter.DeadLetterFilter;
import java.util.List;
import java.util.UUID;

/** Which dead letters an operator means. */
sealed interface Choice {

    /** @param ids each once, in the order they were named */
    record ByIds(List<UUID> ids) implements Choice {}

    record ByFilter(DeadLetterFilter filter) implements Choice {}
}
