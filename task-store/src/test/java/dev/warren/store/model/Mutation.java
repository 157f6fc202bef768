package dev.warren.store.model;

import dev.warren.store.model.LiveFunction.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule taken out of the ledger.
 *
 * @param rule as {@code docs/protocol.md} would say it
 * @param scenario that shows the violation; absent where random commands do
 */
record Mutation(
        String function,
        String rule,
        List<Change> changes,
        @Nullable Scenario scenario) {

    /** Found by random commands. */
    static Mutation of(String function, String rule, Change... changes) {
        return new Mutation(function, rule, List.of(changes), null);
    }

    static Change without(String text) {
        return new Change(text, "");
    }

    static Change change(String from, String to) {
        return new Change(from, to);
    }

    Mutation shownBy(Scenario shows) {
        return new Mutation(function, rule, changes, shows);
    }

    @Override
    public String toString() {
        return function + ": " + rule;
    }
}
