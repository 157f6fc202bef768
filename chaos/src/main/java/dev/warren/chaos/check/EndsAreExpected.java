package dev.warren.chaos.check;

import dev.warren.chaos.journal.Behaviour;
import dev.warren.chaos.journal.TaskSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every task ended as what it does, and what happened to its workers, asks for; and the dead letters are exactly the
 * tasks that ended without a result and were not canceled.
 */
final class EndsAreExpected implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        Set<UUID> dead = new HashSet<>();
        for (TaskHistory task : facts.histories()) {
            TaskRow row = task.row();
            findings.looked();
            String wrong = switch (row.status()) {
                case "COMPLETED" -> completed(task);
                case "FAILED" -> failed(task);
                case "EXPIRED" -> expired(task);
                case "CANCELED" -> canceled(facts, row);
                default -> null;
            };
            if (wrong != null) {
                findings.violation("%s %s: %s", task, Objects.requireNonNullElse(row.reason(), ""), wrong);
            }
            if (row.is("FAILED") || row.is("EXPIRED")) {
                dead.add(row.id());
            }
        }
        compareDeadLetters(facts, dead, findings);
        return findings.result(
                "I6", "Every end is the expected one, and the dead letters are exactly the expected ones");
    }

    private static void compareDeadLetters(Facts facts, Set<UUID> dead, Findings findings) {
        Set<UUID> letters = facts.ledger().deadLetters();
        if (letters == null) {
            findings.note("this version of the ledger keeps no list of dead letters");
            return;
        }
        findings.note(
                "%d dead letters, %d unreadable messages kept",
                letters.size(), facts.ledger().unreadable());
        for (UUID letter : letters) {
            if (!dead.contains(letter)) {
                findings.violation("task %s is a dead letter, and ended with a result or not at all", letter);
            }
        }
        for (UUID task : dead) {
            if (!letters.contains(task)) {
                findings.violation("task %s ended without a result, and is no dead letter", task);
            }
        }
    }

    private static @Nullable String completed(TaskHistory task) {
        TaskSpec spec = task.spec();
        if (spec == null) {
            return null;
        }
        return switch (spec.behaviour()) {
            case FAIL -> "it fails for good whenever it runs";
            case RETRY, THROW, RETRY_AFTER, HALT ->
                task.row().attempt() <= spec.bad()
                        ? "its first %d attempts fail, this is number %d"
                                .formatted(spec.bad(), task.row().attempt())
                        : null;
            case COMPLETE, LOOP, DEAF -> null;
        };
    }

    private static @Nullable String failed(TaskHistory task) {
        TaskRow row = task.row();
        TaskSpec spec = task.spec();
        List<AttemptRow> attempts = task.attempts(row.run());
        String last = attempts.isEmpty() ? "none" : attempts.getLast().outcome();
        boolean usedUp = row.failures() == row.maxAttempts();
        return switch (Objects.requireNonNullElse(row.reason(), "none")) {
            case "NON_RETRYABLE" ->
                spec != null && spec.behaviour() == Behaviour.FAIL && last.equals("FAILED")
                        ? null
                        : "no agent failed for good, the last attempt ended " + last;
            case "ATTEMPTS_EXHAUSTED" ->
                usedUp && (last.equals("RETRIED") || last.equals("WORKER_DIED"))
                        ? null
                        : "%d of %d failures, the last attempt ended %s"
                                .formatted(row.failures(), row.maxAttempts(), last);
            case "TIMED_OUT" ->
                usedUp && last.equals("TIMED_OUT")
                        ? null
                        : "%d of %d failures, the last attempt ended %s"
                                .formatted(row.failures(), row.maxAttempts(), last);
            case "POISON" ->
                usedUp && attempts.stream().allMatch(each -> !each.isCharged() || each.is("WORKER_DIED"))
                        ? null
                        : "its attempts did not all end with the death of a worker";
            default -> "nothing that was done to it explains this";
        };
    }

    private static @Nullable String expired(TaskHistory task) {
        TaskRow row = task.row();
        TaskSpec spec = task.spec();
        if (spec == null || spec.ttl() == TaskSpec.NONE) {
            return "it has no time to live";
        }
        if (row.startedAt() != Times.NONE) {
            return "it started at " + Times.show(row.startedAt());
        }
        return row.finishedAt() < row.expiresAt()
                ? "it ended at %s, its time was over at %s"
                        .formatted(Times.show(row.finishedAt()), Times.show(row.expiresAt()))
                : null;
    }

    private static @Nullable String canceled(Facts facts, TaskRow row) {
        return facts.journal().cancels().containsKey(row.id()) ? null : "nobody canceled it";
    }
}
