package dev.warren.chaos.report;

import dev.warren.chaos.check.InvariantResult;
import dev.warren.chaos.check.Percentiles;
import dev.warren.chaos.check.Recovery;
import dev.warren.chaos.fault.FaultRecord;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes a report for people. */
final class WriteMarkdown {

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private WriteMarkdown(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        var writer = new WriteMarkdown(report);
        writer.head();
        writer.recoveries();
        writer.invariants();
        writer.found();
        writer.faults();
        return writer.text.toString();
    }

    private void head() {
        long broken =
                report.invariants().stream().filter(result -> !result.holds()).count();
        line("# Fault campaign");
        line("");
        line(broken == 0 ? "**Every invariant held.**" : "**" + broken + " invariants were violated.**");
        line("");
        line("| | |");
        line("|---|---|");
        report.facts().forEach((name, value) -> line("| " + cell(name) + " | " + cell(value) + " |"));
        line("| began | " + report.began().truncatedTo(ChronoUnit.SECONDS) + " |");
        line("| ended, with the check | " + report.ended().truncatedTo(ChronoUnit.SECONDS) + " |");
        line("| faults | " + report.faults().size() + " |");
        line("| tasks submitted | " + report.counts().submitted() + " |");
        line("| accepted | " + report.counts().accepted() + " |");
        line("| refused for good | " + report.counts().refused() + " |");
        line("| never answered | " + report.counts().unanswered() + " |");
        report.counts().answers().forEach((what, count) -> line("| answers: " + cell(what) + " | " + count + " |"));
        line("");
    }

    private void recoveries() {
        line("## Recovery");
        line("");
        line(
                "Times are in seconds from the heal: the moment from which everything that the platform needs was there again;");
        line(
                "for what is taken over by others, and for gateways, from the kill itself. *Tasks*: until the next claim, or the");
        line(
                "end, of each task that waited at that moment or whose worker the fault killed, p50 / p99 / longest (how many);");
        line(
                "*left out*, but shown, are tasks that another fault kept waiting, and those of a fault that struck while more tasks");
        line(
                "waited already than 5 s bring. *Resumed*: until the first claim of a task that became due after the heal, longest of");
        line("its kind.");
        line("*Submissions*: until the answer of those that were on their way, p99.");
        line("");
        line("| | fault | times | tasks | left out | resumed | submissions | target | |");
        line("|---|---|---|---|---|---|---|---|---|");
        report.recoveries().forEach(this::recovery);
        line("");
    }

    private void recovery(Recovery recovery) {
        line("| %s | %s | %d | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        recovery.id(),
                        cell(recovery.name()),
                        recovery.count(),
                        spans(recovery.tasks()),
                        spans(recovery.excluded()),
                        recovery.resumed().count() == 0
                                ? "–"
                                : seconds(recovery.resumed().max()),
                        recovery.submissions().count() == 0
                                ? "–"
                                : seconds(recovery.submissions().p99()),
                        target(recovery),
                        verdict(recovery)));
    }

    private static String spans(Percentiles spans) {
        return spans.count() == 0
                ? "–"
                : "%s / %s / %s (%d)"
                        .formatted(seconds(spans.p50()), seconds(spans.p99()), seconds(spans.max()), spans.count());
    }

    private static String verdict(Recovery recovery) {
        if (recovery.target() == null) {
            return "";
        }
        if (!recovery.hasSamples()) {
            return "no sample";
        }
        return recovery.inTime() ? "held" : "**missed**";
    }

    private static String target(Recovery recovery) {
        Recovery.Target target = recovery.target();
        if (target == null) {
            return "–";
        }
        return switch (target.measure()) {
                    case TASKS_P99 -> "tasks p99 ";
                    case RESUMED -> "resumed ";
                    case SUBMISSIONS_P99 -> "submissions p99 ";
                }
                + seconds(target.micros());
    }

    private void invariants() {
        line("## Invariants");
        line("");
        line("| | invariant | looked at | violations |");
        line("|---|---|---|---|");
        report.invariants()
                .forEach(result -> line("| %s | %s | %d | %s |"
                        .formatted(
                                result.id(),
                                cell(result.name()),
                                result.checked(),
                                result.holds() ? "0" : "**" + result.violations() + "**")));
        line("");
    }

    private void found() {
        for (InvariantResult result : report.invariants()) {
            if (result.examples().isEmpty() && result.notes().isEmpty()) {
                continue;
            }
            line("### " + result.id() + ": " + result.name());
            line("");
            result.examples().forEach(example -> line("- **violation**: " + example));
            result.notes().forEach(note -> line("- " + note));
            line("");
        }
    }

    private void faults() {
        line("## Faults");
        line("");
        line("| at | | fault | lasted | what was done |");
        line("|---|---|---|---|---|");
        for (FaultRecord fault : report.faults()) {
            Duration after = Duration.between(report.began(), fault.start());
            Duration lasted = Duration.between(fault.start(), fault.heal());
            line("| %d:%02d | %s | %s | %s | %s |"
                    .formatted(
                            after.toMinutes(),
                            after.toSecondsPart(),
                            fault.id(),
                            cell(fault.name()),
                            seconds(lasted.toNanos() / 1000),
                            cell(fault.detail())));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String cell(String value) {
        return value.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1e6);
    }
}
