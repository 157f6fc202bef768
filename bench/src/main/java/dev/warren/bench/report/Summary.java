package dev.warren.bench.report;

import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Target;
import java.util.Arrays;
import java.util.List;

/** A figure over all rounds of a scenario. */
record Summary(Figure figure, double median, double min, double max) {

    /** @param rounds one or more */
    static Summary of(Figure figure, List<Round> rounds) {
        return of(
                figure,
                rounds.stream()
                        .mapToDouble(round -> round.figure(figure.name()))
                        .toArray());
    }

    static Summary of(Figure figure, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(figure, median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The ratio of the medians; the spread is the widest that both spreads allow. */
    Summary timesAsMuchAs(Summary other, String name, Target target) {
        return new Summary(Figure.of(name, "x", target), median / other.median, min / other.max, max / other.min);
    }
}
