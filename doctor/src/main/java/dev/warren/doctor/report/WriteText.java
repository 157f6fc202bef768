package dev.warren.doctor.report;

import dev.warren.doctor.check.Result;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.check.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Writes a report for people: everything that was looked at, then what is wrong, and where the cure stands. */
public final class WriteText {

    private static final int WIDTH = 118;
    private static final int INDENT = 11;

    private final PrintStream out;

    public WriteText(PrintStream out) {
        this.out = out;
    }

    public void write(Report report) {
        out.printf("Warren's doctor, release %s, looked at %s.%n", report.release(), report.title());
        String group = "";
        for (int i = 0; i < report.results().size(); i++) {
            Result result = report.results().get(i);
            if (!result.group().equals(group)) {
                group = result.group();
                out.printf("%n%s%n", group);
            }
            int alike = result.verdict() == Verdict.SKIPPED ? alike(report.results(), i) : 1;
            write(alike == 1 ? result : several(result, alike));
            i += alike - 1;
        }
        summarize(report);
    }

    /** How many results from {@code from} on say the same. */
    private static int alike(List<Result> results, int from) {
        Result first = results.get(from);
        int next = from + 1;
        while (next < results.size()
                && results.get(next).group().equals(first.group())
                && results.get(next).sentence().equals(first.sentence())) {
            next++;
        }
        return next - from;
    }

    private static Result several(Result result, int number) {
        return new Result(
                result.group(),
                result.check(),
                result.verdict(),
                number + " checks " + result.sentence(),
                result.runbook());
    }

    private void write(Result result) {
        List<String> lines = wrapped(result.sentence(), WIDTH - INDENT);
        out.printf("  %-9s%s%n", mark(result.verdict()), lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.printf("%s%s%n", " ".repeat(INDENT), line));
        Runbook runbook = result.runbook();
        if (runbook != null) {
            out.printf("%s-> %s%n", " ".repeat(INDENT), runbook.path());
        }
    }

    private void summarize(Report report) {
        List<Result> problems = report.problems();
        out.println();
        if (report.exitCode() == 3) {
            out.println("Nothing has answered: is it running, and are the addresses right?");
            return;
        }
        if (problems.isEmpty()) {
            out.printf("Nothing is wrong%s.%n", inNumbers(report));
            return;
        }
        out.printf("%s%s:%n", problems.size() == 1 ? "1 problem" : problems.size() + " problems", inNumbers(report));
        int number = 1;
        for (Result problem : problems) {
            String lead = "%3d. ".formatted(number++);
            List<String> lines = wrapped(problem.sentence(), WIDTH - lead.length());
            out.printf("%s%s%n", lead, lines.getFirst());
            lines.stream().skip(1).forEach(line -> out.printf("%s%s%n", " ".repeat(lead.length()), line));
            Runbook runbook = problem.runbook();
            if (runbook != null) {
                out.printf("%s-> %s%n", " ".repeat(lead.length()), runbook.path());
            }
        }
    }

    private static String inNumbers(Report report) {
        List<String> others = new ArrayList<>();
        others.add(report.count(Verdict.OK) + " in order");
        if (report.count(Verdict.NOTE) > 0) {
            others.add(report.count(Verdict.NOTE) == 1 ? "1 note" : report.count(Verdict.NOTE) + " notes");
        }
        if (report.count(Verdict.SKIPPED) > 0) {
            others.add(report.count(Verdict.SKIPPED) + " not looked at");
        }
        return " (" + String.join(", ", others) + "; nothing was changed)";
    }

    private static String mark(Verdict verdict) {
        return verdict == Verdict.PROBLEM ? "PROBLEM" : verdict.word();
    }

    private static List<String> wrapped(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.replaceAll("\\s+", " ").strip().split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
