package dev.warren.worker.builtin.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sentences of a text as an undirected graph, an edge for every two that share words, weighted by how alike they are.
 * The likeness is BM25, which F. Barrios, F. López, L. Argerich and R. Wachenchauzer found to rank better than
 * TextRank's own ("Variations of the Similarity Function of TextRank for Automated Summarization", 2016, arXiv
 * 1602.03606), taken both ways:
 *
 * <pre>
 * sim(i, j) = Σ idf(w) · (sat(w, i) + sat(w, j))   over the words w that i and j share
 * sat(w, i) = f(w, i) · (k1 + 1) / (f(w, i) + k1 · (1 − b + b · |i| / average length)),  k1 = 1.2, b = 0.75
 * idf(w)    = ln(1 + (N − n(w) + 0.5) / (n(w) + 0.5))   for N sentences, n(w) of them with w; never negative
 * </pre>
 *
 * <p>Such a sum over words needs no stored edges: each product of the graph with a vector goes from the sentences to
 * their words and back, in time linear in the words of the text. So nothing has to be left out of a text of 100,000
 * sentences, whose graph may have billions of edges.
 */
final class SentenceGraph {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final int vocabulary;
    private final int[][] words;
    private final double[][] weights;

    private SentenceGraph(int vocabulary, int[][] words, double[][] weights) {
        this.vocabulary = vocabulary;
        this.words = words;
        this.weights = weights;
    }

    /** @param sentences the words of each sentence, as often as they stand in it */
    static SentenceGraph of(List<List<String>> sentences) {
        Map<String, Integer> sentencesWith = new HashMap<>();
        List<Map<String, Integer>> frequencies = new ArrayList<>(sentences.size());
        long length = 0;
        for (List<String> sentence : sentences) {
            Map<String, Integer> frequency = new HashMap<>();
            sentence.forEach(word -> frequency.merge(word, 1, Integer::sum));
            frequency.keySet().forEach(word -> sentencesWith.merge(word, 1, Integer::sum));
            frequencies.add(frequency);
            length += sentence.size();
        }
        // A word of one sentence only is on no edge; without such words, a sentence without edges has no words at all.
        sentencesWith.values().removeIf(count -> count == 1);
        Map<String, Integer> ids = new HashMap<>();
        int[][] words = new int[sentences.size()][];
        double[][] weights = new double[sentences.size()][];
        for (int i = 0; i < words.length; i++) {
            Map<String, Integer> frequency = frequencies.get(i);
            // In the order of the text, so that sums are rounded alike each time.
            String[] shared = sentences.get(i).stream()
                    .distinct()
                    .filter(sentencesWith::containsKey)
                    .toArray(String[]::new);
            double relativeLength = sentences.get(i).size() * (double) words.length / length;
            words[i] = new int[shared.length];
            weights[i] = new double[shared.length];
            for (int w = 0; w < shared.length; w++) {
                words[i][w] = ids.computeIfAbsent(shared[w], word -> ids.size());
                weights[i][w] = idf(words.length, sentencesWith.getOrDefault(shared[w], 0))
                        * saturation(frequency.getOrDefault(shared[w], 0), relativeLength);
            }
        }
        return new SentenceGraph(ids.size(), words, weights);
    }

    private static double idf(int sentences, int sentencesWithWord) {
        return Math.log(1 + (sentences - sentencesWithWord + 0.5) / (sentencesWithWord + 0.5));
    }

    private static double saturation(int frequency, double relativeLength) {
        return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * relativeLength));
    }

    int size() {
        return words.length;
    }

    /** For each sentence, the sum over its neighbours of the edge's weight times the neighbour's {@code value}. */
    double[] spread(double[] value) {
        double[] plain = new double[vocabulary];
        double[] weighted = new double[vocabulary];
        for (int i = 0; i < words.length; i++) {
            for (int w = 0; w < words[i].length; w++) {
                plain[words[i][w]] += value[i];
                weighted[words[i][w]] += weights[i][w] * value[i];
            }
        }
        double[] sums = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            double sum = 0;
            for (int w = 0; w < words[i].length; w++) {
                int word = words[i][w];
                double others = weights[i][w] * (plain[word] - value[i]);
                sum += others + weighted[word] - weights[i][w] * value[i];
            }
            sums[i] = Math.max(0, sum);
        }
        return sums;
    }
}
