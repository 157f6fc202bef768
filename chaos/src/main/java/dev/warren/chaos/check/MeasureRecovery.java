package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Submission;
import dev.warren.chaos.check.Recovery.Measure;
import dev.warren.chaos.check.Recovery.Target;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.journal.RunClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures, fault by fault, how soon what it held up went on. */
final class MeasureRecovery {

    /** The table of faults: p99 from the heal, or from the kill where nothing has to be started again. */
    private static final Map<String, Target> TARGETS = Map.of(
            "F1", new Target(Measure.TASKS_P99, 20 * Times.SECOND),
            "F2", new Target(Measure.SUBMISSIONS_P99, 5 * Times.SECOND),
            "F3", new Target(Measure.TASKS_P99, 10 * Times.SECOND),
            "F4", new Target(Measure.RESUMED, 15 * Times.SECOND),
            "F5", new Target(Measure.TASKS_P99, 15 * Times.SECOND),
            // Two heartbeats of 10 s.
            "F7", new Target(Measure.TASKS_P99, 20 * Times.SECOND),
            "F18", new Target(Measure.RESUMED, 10 * Times.SECOND));
    /** A client goes to another gateway at once. */
    private static final String OF_GATEWAYS = "F2";
    /** Every gateway sweeps, so that whoever kills one kills a sweeper. */
    private static final String OF_SWEEPERS = "F3\tkill -9 a sweeper, which each gateway is";
    /** Faults that add work or noise, and hold nothing else up. */
    private static final Set<String> HARMLESS = Set.of("F11", "F12", "F13", "F14", "F20");

    private static final long CLOSE = 2 * Times.SECOND;
    /** How long a kill without a heal of its own goes on to be felt. */
    private static final long FELT = 20 * Times.SECOND;
    /** How long any other fault does, after its heal. */
    private static final long AFTERMATH = 5 * Times.SECOND;

    private final Facts facts;
    private final List<Window> windows = new ArrayList<>();
    private final long[] fresh;

    private static final class Window {
        final FaultRecord fault;
        final long start;
        final long heal;
        final long over;
        final boolean crowded;
        final List<Long> tasks = new ArrayList<>();
        final List<Long> submissions = new ArrayList<>();
        final List<Long> excluded = new ArrayList<>();

        Window(FaultRecord fault, Backlog backlog) {
            this.fault = fault;
            this.start = RunClock.micros(fault.start());
            this.heal = RunClock.micros(fault.heal());
            this.over = fault.id().equals("F1") ? Math.max(heal, start + FELT) : heal + AFTERMATH;
            this.crowded = backlog.isCrowdedAt(start);
        }
    }

    private MeasureRecovery(Facts facts) {
        this.facts = facts;
        Backlog backlog = Backlog.of(facts.histories());
        facts.faults().forEach(fault -> windows.add(new Window(fault, backlog)));
        this.fresh = new long[windows.size()];
        Arrays.fill(fresh, Long.MAX_VALUE);
    }

    /** One for each kind of fault, in their order. */
    static List<Recovery> measure(Facts facts) {
        var measure = new MeasureRecovery(facts);
        facts.histories().forEach(measure::takeTask);
        facts.journal().submissions().values().forEach(measure::takeSubmission);
        return measure.byKind();
    }

    private void takeTask(TaskHistory task) {
        for (TaskHistory.Claim claim : task.claims()) {
            if (claim.since() == Times.NONE || claim.at() == Times.NONE) {
                continue;
            }
            for (int i = 0; i < windows.size(); i++) {
                Window window = windows.get(i);
                if (claim.since() <= window.heal && claim.at() > window.heal) {
                    add(window, claim.at());
                } else if (claim.since() > window.heal && claim.at() < fresh[i]) {
                    fresh[i] = claim.at();
                }
            }
        }
        for (AttemptRow attempt : task.attempts()) {
            if (attempt.is("WORKER_DIED")) {
                takeDeath(task, attempt);
            }
        }
    }

    private void takeDeath(TaskHistory task, AttemptRow attempt) {
        AgentProcess process = processOf(task, attempt);
        if (process == null) {
            return;
        }
        for (Window window : windows) {
            boolean running = attempt.startedAt() <= window.start && attempt.endedAt() >= window.start;
            // A task that waits at the heal has been counted by its claim.
            boolean waits = attempt.endedAt() <= window.heal;
            if (running && !waits && isStruck(process, window.start)) {
                long next = task.claimedAt(attempt.run(), attempt.attempt() + 1);
                add(window, next == Times.NONE ? attempt.endedAt() : next);
            }
        }
    }

    private static boolean isStruck(AgentProcess process, long at) {
        return Math.abs(process.lastSeen() - at) <= CLOSE
                || process.standstills().stream().anyMatch(still -> Math.abs(still.from() - at) <= CLOSE);
    }

    private static @Nullable AgentProcess processOf(TaskHistory task, AttemptRow attempt) {
        for (Execution execution : task.executions()) {
            if (execution.run() == attempt.run() && execution.attempt() == attempt.attempt()) {
                return execution.process();
            }
        }
        return null;
    }

    private void add(Window window, long wentOn) {
        // Much that waits already when a fault strikes tells of the fault before it, as does what queues behind.
        if (window.crowded || isDisturbed(window, window.heal, wentOn)) {
            window.excluded.add(wentOn - window.heal);
        } else {
            window.tasks.add(wentOn - window.heal);
        }
    }

    /** Whether another fault was felt between the two. */
    private boolean isDisturbed(Window window, long from, long until) {
        for (Window other : windows) {
            boolean between = other.start < until && other.over > from;
            if (other != window && between && !HARMLESS.contains(other.fault.id())) {
                return true;
            }
        }
        return false;
    }

    private void takeSubmission(Submission submission) {
        long answered = submission.answeredAt();
        if (answered == Times.NONE) {
            return;
        }
        for (Window window : windows) {
            if (submission.intendedAt <= window.heal && answered >= window.start) {
                long from = OF_GATEWAYS.equals(window.fault.id()) ? window.start : window.heal;
                if (!isDisturbed(window, window.start, answered)) {
                    window.submissions.add(Math.max(0, answered - Math.max(from, submission.intendedAt)));
                }
            }
        }
    }

    private List<Recovery> byKind() {
        Map<String, List<Integer>> kinds = new TreeMap<>(MeasureRecovery::byNumber);
        for (int i = 0; i < windows.size(); i++) {
            FaultRecord fault = windows.get(i).fault;
            kinds.computeIfAbsent(fault.id() + '\t' + fault.name(), ignored -> new ArrayList<>())
                    .add(i);
            if (fault.id().equals(OF_GATEWAYS)) {
                kinds.computeIfAbsent(OF_SWEEPERS, ignored -> new ArrayList<>()).add(i);
            }
        }
        List<Recovery> recoveries = new ArrayList<>();
        kinds.forEach((kind, faults) -> recoveries.add(ofKind(kind, faults)));
        return recoveries;
    }

    private Recovery ofKind(String kind, List<Integer> faults) {
        String id = kind.substring(0, kind.indexOf('\t'));
        String name = kind.substring(kind.indexOf('\t') + 1);
        List<Long> tasks = new ArrayList<>();
        List<Long> submissions = new ArrayList<>();
        List<Long> resumed = new ArrayList<>();
        List<Long> excluded = new ArrayList<>();
        for (int i : faults) {
            Window window = windows.get(i);
            tasks.addAll(window.tasks);
            submissions.addAll(window.submissions);
            excluded.addAll(window.excluded);
            if (fresh[i] != Long.MAX_VALUE && !isDisturbed(window, window.heal, fresh[i])) {
                resumed.add(fresh[i] - window.heal);
            }
        }
        return new Recovery(
                id,
                name,
                faults.size(),
                Percentiles.of(tasks),
                Percentiles.of(resumed),
                Percentiles.of(submissions),
                Percentiles.of(excluded),
                TARGETS.get(id));
    }

    /** F2 before F10, faults before crash points. */
    private static int byNumber(String one, String other) {
        String key = "%s%05d%s";
        return keyed(key, other).compareTo(keyed(key, one)) > 0 ? -1 : one.equals(other) ? 0 : 1;
    }

    private static String keyed(String format, String kind) {
        String number = kind.substring(1, kind.indexOf('\t')).replaceAll("\\D", "");
        String group = kind.startsWith("F") ? "1" : "2";
        return format.formatted(group, number.isEmpty() ? 0 : Integer.parseInt(number), kind);
    }
}
