package dev.warren.chaos.check;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds besides tasks.
 *
 * @param workers state of each incarnation
 * @param deadLetters tasks that wait for an operator; null where this version of the ledger keeps no such list
 * @param unreadable messages that were kept because nobody could read them
 */
record LedgerState(Map<UUID, String> workers, @Nullable Set<UUID> deadLetters, long unreadable) {

    boolean isAlive(@Nullable UUID incarnation) {
        String state = incarnation == null ? null : workers.get(incarnation);
        return "ALIVE".equals(state) || "DRAINING".equals(state);
    }
}
