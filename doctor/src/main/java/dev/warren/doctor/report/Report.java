package dev.warren.doctor.report;

import dev.warren.doctor.check.Result;
import dev.warren.doctor.check.Verdict;
import java.util.List;
import java.util.Set;

/**
 * What was found.
 *
 * @param release of this doctor
 * @param title what was examined
 * @param results in the order in which they are shown
 */
public record Report(String release, String title, List<Result> results) {

    /** Checks that ask whether something is there at all. */
    private static final Set<String> REACH =
            Set.of("ledger-answers", "broker-answers", "management-answers", "gateway-answers", "process");

    long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    List<Result> problems() {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.PROBLEM)
                .toList();
    }

    /** Whether nothing that was asked has answered. */
    boolean reachedNothing() {
        return results.stream()
                .filter(result -> REACH.contains(result.check()))
                .allMatch(result -> result.verdict() == Verdict.PROBLEM);
    }

    /** 0 where nothing is wrong, 1 where something is, 3 where nothing has answered. */
    public int exitCode() {
        if (problems().isEmpty()) {
            return 0;
        }
        return reachedNothing() ? 3 : 1;
    }
}
