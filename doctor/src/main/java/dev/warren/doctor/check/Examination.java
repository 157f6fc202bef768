package dev.warren.doctor.check;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs checks: the groups at the same time, the checks of a group one after the other. A check that hangs is given up
 * and reported, and the next one is run.
 */
public final class Examination {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    /** Of every state that says so; the check that asks whether the ledger is there tells of it. */
    private static final String CONNECTION_FAILURE = "08";

    private final Duration perCheck;
    private final Duration perGroup;

    /**
     * @param perCheck how long one check may take
     * @param perGroup how long the checks of one group may take together
     */
    public Examination(Duration perCheck, Duration perGroup) {
        this.perCheck = perCheck;
        this.perGroup = perGroup;
    }

    /** What was found, in the order of {@code groups}. */
    public List<Result> run(List<Group> groups) throws InterruptedException {
        List<FutureTask<List<Result>>> running = new ArrayList<>();
        for (Group group : groups) {
            var task = new FutureTask<>(() -> examine(group));
            Thread.ofVirtual().name(group.title()).start(task);
            running.add(task);
        }
        List<Result> results = new ArrayList<>();
        for (FutureTask<List<Result>> task : running) {
            try {
                results.addAll(task.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }

    private List<Result> examine(Group group) throws InterruptedException {
        long deadline = System.nanoTime() + perGroup.toNanos();
        List<Result> results = new ArrayList<>();
        List<Finding> atTheGate = look(group.gate());
        add(group, group.gate(), atTheGate, results);
        boolean closed = atTheGate.stream().anyMatch(Finding::isProblem);
        for (Check check : group.rest()) {
            if (closed) {
                add(group, check, List.of(skipped("not looked at, " + group.closed())), results);
            } else if (System.nanoTime() - deadline > 0) {
                add(
                        group,
                        check,
                        List.of(skipped("not looked at, because the checks before it took too long")),
                        results);
            } else {
                add(group, check, look(check), results);
            }
        }
        return results;
    }

    private static void add(Group group, Check check, List<Finding> findings, List<Result> results) {
        findings.forEach(finding -> results.add(Result.of(group.title(), check.name(), finding)));
    }

    private List<Finding> look(Check check) throws InterruptedException {
        var looking = new FutureTask<>(check::look);
        Thread thread = Thread.ofVirtual().name(check.name()).start(looking);
        try {
            return looking.get(perCheck.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return List.of(Finding.problem(
                    Runbook.DOCTOR, "The check has not ended after %d s and was given up.", perCheck.toSeconds()));
        } catch (ExecutionException e) {
            return List.of(failed(e.getCause() == null ? e : e.getCause()));
        }
    }

    private static Finding failed(Throwable cause) {
        if (cause instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith(CONNECTION_FAILURE)) {
            return skipped("not looked at, because the ledger does not answer");
        }
        if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
            return Finding.note(Runbook.DOCTOR, "Could not look: %s. Take a login that may read this.", firstLine(sql));
        }
        return Finding.problem(Runbook.DOCTOR, "Could not look: %s.", firstLine(cause));
    }

    private static Finding skipped(String sentence) {
        return new Finding(Verdict.SKIPPED, sentence, null);
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage().lines().findFirst().orElse("");
        return message.replaceFirst("\\.$", "");
    }
}
