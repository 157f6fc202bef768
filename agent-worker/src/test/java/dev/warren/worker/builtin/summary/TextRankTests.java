package dev.warren.worker.builtin.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextRankTests {

    @Test
    void theSentenceThatSharesWordsWithAllRanksHighest() {
        var ranks = rank("a b", "c d", "a c e", "e f");

        assertThat(ranks[2]).isGreaterThan(ranks[0]).isGreaterThan(ranks[1]).isGreaterThan(ranks[3]);
    }

    @Test
    void aSentenceWithoutNeighboursRanksLowest() {
        var ranks = rank("a b", "b c", "d e", "");

        assertThat(ranks[2]).isCloseTo(0.15, within(1e-9));
        assertThat(ranks[3]).isCloseTo(0.15, within(1e-9));
        assertThat(ranks[0]).isCloseTo(1, within(1e-3));
    }

    @Test
    void likenessComesOutAsIfEveryEdgeWereStored() {
        var random = RandomGenerator.of("L64X128MixRandom");
        List<List<String>> sentences = Stream.generate(() -> random.ints(random.nextInt(12), 0, 30)
                        .mapToObj(Integer::toString)
                        .toList())
                .limit(60)
                .toList();
        double[] value = random.doubles(60).toArray();

        var sums = SentenceGraph.of(sentences).spread(value);

        for (int i = 0; i < 60; i++) {
            int self = i;
            double expected = IntStream.range(0, 60)
                    .filter(other -> other != self)
                    .mapToDouble(other -> likeness(sentences, self, other) * value[other])
                    .sum();
            assertThat(sums[i]).isCloseTo(expected, within(1e-9));
        }
    }

    /** By the formula of {@link SentenceGraph}, pair by pair. */
    private static double likeness(List<List<String>> sentences, int one, int other) {
        var shared = new HashSet<>(sentences.get(one));
        shared.retainAll(sentences.get(other));
        double average = sentences.stream().mapToInt(List::size).average().orElseThrow();
        return shared.stream()
                .mapToDouble(word -> {
                    long with = sentences.stream().filter(s -> s.contains(word)).count();
                    double idf = Math.log(1 + (sentences.size() - with + 0.5) / (with + 0.5));
                    return idf
                            * (saturation(sentences.get(one), word, average)
                                    + saturation(sentences.get(other), word, average));
                })
                .sum();
    }

    private static double saturation(List<String> sentence, String word, double average) {
        long frequency = sentence.stream().filter(word::equals).count();
        return frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * sentence.size() / average));
    }

    private static double[] rank(String... sentences) {
        var words = Arrays.stream(sentences)
                .map(sentence -> sentence.isEmpty() ? List.<String>of() : List.of(sentence.split(" ")))
                .toList();
        return TextRank.of(SentenceGraph.of(words), () -> {});
    }
}
