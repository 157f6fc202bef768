package dev.warren.bench.report;

import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Round;
import java.util.List;

/** A figure over all rounds of a scenario. */
record Summary(Figure figure, double median, double min, double max) {

    /** @param rounds one or more */
    static Summary of(Figure figure, List<Round> rounds) {
        double[] sorted = rounds.stream()
                .mapToDouble(round -> round.figure(figure.name()))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(figure, median, sorted[0], sorted[sorted.length - 1]);
    }
}
