package dev.warren.bench.report;

import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result as people read it. */
public final class WriteTable {

    private static final String ROW = "  %-18s %12s %-27s %-10s %-12s %s%n";

    private WriteTable() {}

    /** Each figure's median and spread beside its target. */
    public static String of(Results results) {
        StringBuilder table = new StringBuilder();
        for (ScenarioResult result : results.scenarios()) {
            append(result.scenario().name(), result.scenario().title(), result.error(), result.summaries(), table);
        }
        for (PeerResult result : results.peers()) {
            String name = "peer " + result.peer().name();
            String title = result.version().isEmpty()
                    ? result.peer().title()
                    : "%s (%s)".formatted(result.peer().title(), result.version());
            append(name, title, result.error(), results.summariesOf(result), table);
        }
        return table.toString();
    }

    private static void append(
            String name, String title, @Nullable String error, List<Summary> summaries, StringBuilder table) {
        String end = System.lineSeparator();
        table.append(end).append(name).append(": ").append(title).append(end);
        if (error != null) {
            table.append("  FAILED: ").append(error).append(end);
        }
        summaries.forEach(summary -> table.append(row(summary)));
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

    /** With as many digits as are worth reading. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
