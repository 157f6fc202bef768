package dev.warren.doctor.check;

import org.jspecify.annotations.Nullable;

/**
 * A finding, and which check has made it.
 *
 * @param group what the check looks at, as a heading
 * @param check its name
 */
public record Result(
        String group,
        String check,
        Verdict verdict,
        String sentence,
        @Nullable Runbook runbook) {

    static Result of(String group, String check, Finding finding) {
        return new Result(group, check, finding.verdict(), finding.sentence(), finding.runbook());
    }
}
