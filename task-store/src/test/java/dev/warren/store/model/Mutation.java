package dev.warren.store.model;

import dev.warren.store.model.LiveFunction.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule taken out of the ledger.
 *
 * @param rule as {@code docs/protocol.md} would say it
 * @param scenario that shows the violation; absent where random commands do
 * @param talk how much talk there is among the commands, in parts of what is usual
 */
record Mutation(
        String function,
        String rule,
        List<Change> changes,
        @Nullable Scenario scenario,
        int talk) {

    /** Found by random commands. */
    static Mutation of(String function, String rule, Change... changes) {
        return new Mutation(function, rule, List.of(changes), null, 0);
    }

    static Change without(String text) {
        return new Change(text, "");
    }

    static Change change(String from, String to) {
        return new Change(from, to);
    }

    Mutation shownBy(Scenario shows) {
        return new Mutation(function, rule, changes, shows, talk);
    }

    /** Found by commands that are mostly talk. */
    Mutation amongTalk() {
        return new Mutation(function, rule, changes, scenario, 4);
    }

    @Override
    public String toString() {
        return function + ": " + rule;
    }
}
