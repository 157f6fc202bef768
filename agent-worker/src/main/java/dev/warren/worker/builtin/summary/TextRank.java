package dev.warren.worker.builtin.summary;

import java.util.Arrays;

/**
 * Ranks the sentences of a text by TextRank (R. Mihalcea and P. Tarau, "TextRank: Bringing Order into Texts", EMNLP
 * 2004): a sentence is as important as the sentences that are like it.
 *
 * <pre>
 * rank(i) = (1 − d) + d · Σ sim(j, i) / Σ sim(j, k) · rank(j)   over the neighbours j of i and k of j, d = 0.85
 * </pre>
 *
 * <p>starting at 1 and repeated until no rank changes by more than 0.0001, at most 100 times. Where the paper takes
 * {@code sim(i, j) = |words of i and j| / (ln |i| + ln |j|)}, the likeness here is that of {@link SentenceGraph}. A
 * sentence without neighbours ranks 1 − d; the ranks of connected ones average 1.
 */
final class TextRank {

    private static final double DAMPING = 0.85;
    private static final double THRESHOLD = 0.0001;
    private static final int MOST_ROUNDS = 100;

    private TextRank() {}

    /** @param checkpoint called in each round; may throw to stop */
    static double[] of(SentenceGraph graph, Runnable checkpoint) {
        double[] ranks = new double[graph.size()];
        Arrays.fill(ranks, 1);
        double[] degrees = graph.spread(ranks);
        double change = Double.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && change > THRESHOLD; round++) {
            checkpoint.run();
            double[] votes = new double[ranks.length];
            for (int i = 0; i < votes.length; i++) {
                votes[i] = degrees[i] == 0 ? 0 : ranks[i] / degrees[i];
            }
            double[] sums = graph.spread(votes);
            change = 0;
            for (int i = 0; i < ranks.length; i++) {
                double rank = 1 - DAMPING + DAMPING * sums[i];
                change = Math.max(change, Math.abs(rank - ranks[i]));
                ranks[i] = rank;
            }
        }
        return ranks;
    }
}
