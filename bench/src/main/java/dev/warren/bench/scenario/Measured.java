package dev.warren.bench.scenario;

import dev.warren.bench.http.LoadResult;
import dev.warren.bench.measure.Statements;
import dev.warren.bench.measure.Usage;
import dev.warren.bench.platform.Platform;
import dev.warren.bench.platform.TaskFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A load and what it cost, until its last task had ended.
 *
 * @param statements null where this Postgres does not count them
 */
record Measured(
        LoadResult load,
        TaskFacts tasks,
        Usage usage,
        @Nullable Statements statements) {

    /** What a task costs, by process; {@link #putCosts} fills them. */
    static List<Figure> costs() {
        List<Figure> figures = new ArrayList<>();
        for (String family :
                List.of(Platform.GATEWAY, Platform.WORKER, Platform.BROKER, Platform.POSTGRES, Platform.GENERATOR)) {
            figures.add(Figure.of("cpu " + family, "µs/task"));
        }
        figures.add(Figure.of("cpu others", "% of core"));
        figures.add(Figure.of("peak gateway", "MiB"));
        figures.add(Figure.of("peak worker", "MiB"));
        return figures;
    }

    /**
     * Figures of a closed loop; {@link #roundOf} fills them.
     *
     * @param request what a request is called
     * @param completed least tasks a second
     * @param slowest most milliseconds at p99, or null
     */
    static List<Figure> figuresOf(String request, double completed, @Nullable Double slowest) {
        String p99 = request + " p99";
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("accepted", "tasks/s"),
                Figure.of("completed", "tasks/s", Target.atLeast(completed)),
                Figure.of(request + " p50", "ms"),
                slowest == null ? Figure.of(p99, "ms") : Figure.of(p99, "ms", Target.atMost(slowest)),
                Figure.of("largest backlog", "tasks")));
        figures.addAll(costs());
        return figures;
    }

    Round roundOf(String request) {
        Round round = new Round()
                .put("accepted", load.acceptedRate())
                .put("completed", completedRate())
                .put(request + " p50", percentile(load.corrected(), 50))
                .put(request + " p99", percentile(load.corrected(), 99))
                .put("largest backlog", tasks.largestBacklog());
        describe(round.details());
        return putCosts(round);
    }

    Round putCosts(Round round) {
        usage.families()
                .forEach((name, family) ->
                        round.put("cpu " + name, (double) family.cpuMicros() / Math.max(1, tasks.completed())));
        return round.put("cpu others", usage.othersPercentOfCore())
                .put("peak gateway", usage.of(Platform.GATEWAY).peakKib() / 1024.0)
                .put("peak worker", usage.of(Platform.WORKER).peakKib() / 1024.0);
    }

    /** From the first request to the end of the last task. */
    Duration wholeSpan() {
        return Duration.between(load.began(), tasks.lastFinish());
    }

    /** From the first start of a task to the end of the last one. */
    Duration startToEnd() {
        return Duration.between(tasks.firstStart(), tasks.lastFinish());
    }

    /** Completed tasks a second, over the whole span. */
    double completedRate() {
        return tasks.completed() / Math.max(0.001, wholeSpan().toNanos() / 1e9);
    }

    /** Milliseconds. */
    static double percentile(Histogram latency, double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }

    void describe(ObjectNode details) {
        details.put("requests", load.requests());
        details.put("accepted", load.accepted());
        details.put("completed", tasks.completed());
        details.put("repeated", tasks.repeated());
        ObjectNode answers = details.putObject("answers");
        load.answers().forEach((status, count) -> answers.put(String.valueOf(status), count));
        details.put("reconnects", load.reconnects());
        details.put("loadSeconds", load.span().toMillis() / 1000.0);
        details.put("wholeSeconds", wholeSpan().toMillis() / 1000.0);
        Details.putLatency(load, details);
        ArrayNode endToEnd = details.putArray("acceptedToEndedMillis");
        tasks.endToEnd().forEach(each -> endToEnd.add(each.toNanos() / 1e6));
        details.put("largestBacklog", tasks.largestBacklog());
        details.put("mostRunning", tasks.mostRunning());
        ArrayNode perSecond = details.putArray("completedPerSecond");
        tasks.completedPerSecond().forEach(perSecond::add);
        Details.putUsage(usage, details);
        if (statements != null) {
            describe(statements, details.putObject("statements"));
        }
    }

    static void describe(Statements statements, ObjectNode to) {
        to.put("calls", statements.calls());
        ArrayNode longest = to.putArray("longest");
        statements
                .longest()
                .forEach(one -> longest.addObject()
                        .put("text", one.text())
                        .put("calls", one.calls())
                        .put("millis", one.millis())
                        .put("rows", one.rows()));
    }
}
