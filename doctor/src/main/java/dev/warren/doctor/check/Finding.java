package dev.warren.doctor.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a check has found.
 *
 * @param sentence in plain words, for whoever has to act on it
 * @param runbook how to go on from there; every problem has one
 */
public record Finding(
        Verdict verdict, String sentence, @Nullable Runbook runbook) {

    public static Finding ok(String sentence, Object... values) {
        return new Finding(Verdict.OK, sentence.formatted(values), null);
    }

    /** Something to know that needs no page of its own. */
    public static Finding note(String sentence, Object... values) {
        return new Finding(Verdict.NOTE, sentence.formatted(values), null);
    }

    public static Finding note(Runbook runbook, String sentence, Object... values) {
        return new Finding(Verdict.NOTE, sentence.formatted(values), runbook);
    }

    public static Finding problem(Runbook runbook, String sentence, Object... values) {
        return new Finding(Verdict.PROBLEM, sentence.formatted(values), runbook);
    }

    public boolean isProblem() {
        return verdict == Verdict.PROBLEM;
    }
}
