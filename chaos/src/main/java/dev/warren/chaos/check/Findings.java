package dev.warren.chaos.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the check of one invariant finds. */
final class Findings {

    private static final int EXAMPLES = 10;

    private long checked;
    private long violations;
    private final List<String> examples = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void looked() {
        checked++;
    }

    void looked(long at) {
        checked += at;
    }

    void violation(String facts, @Nullable Object... values) {
        violations++;
        if (examples.size() < EXAMPLES) {
            examples.add(facts.formatted(values));
        }
    }

    void note(String text, @Nullable Object... values) {
        notes.add(text.formatted(values));
    }

    InvariantResult result(String id, String name) {
        return new InvariantResult(id, name, checked, violations, List.copyOf(examples), List.copyOf(notes));
    }
}
