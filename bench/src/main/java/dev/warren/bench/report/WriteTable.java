package dev.warren.bench.report;

import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result as people read it. */
public final class WriteTable {

    private static final String ROW = "  %-18s %12s %-27s %-10s %-12s %s%n";

    private WriteTable() {}

    /** Each figure's median and spread beside its target. */
    public static String of(List<ScenarioResult> results) {
        StringBuilder table = new StringBuilder();
        for (ScenarioResult result : results) {
            table.append(System.lineSeparator()).append(result.scenario().name());
            table.append(": ").append(result.scenario().title()).append(System.lineSeparator());
            String error = result.error();
            if (error != null) {
                table.append("  FAILED: ").append(error).append(System.lineSeparator());
            }
            result.summaries().forEach(summary -> table.append(row(summary)));
        }
        return table.toString();
    }

    /** The figures of one round that have a target, in one line. */
    public static String line(List<Figure> figures, Round round) {
        return figures.stream()
                .filter(figure -> figure.target() != null)
                .map(figure -> "%s %s %s".formatted(figure.name(), number(round.figure(figure.name())), figure.unit()))
                .collect(Collectors.joining(", "));
    }

    private static String row(Summary summary) {
        Target target = summary.figure().target();
        String spread = "(" + number(summary.min()) + " .. " + number(summary.max()) + ")";
        return ROW.formatted(
                        summary.figure().name(),
                        number(summary.median()),
                        spread,
                        summary.figure().unit(),
                        target == null ? "" : (target.atLeast() ? "≥ " : "≤ ") + number(target.value()),
                        target == null ? "" : target.isMetBy(summary.median()) ? "met" : "MISSED")
                .stripTrailing()
                .concat(System.lineSeparator());
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
