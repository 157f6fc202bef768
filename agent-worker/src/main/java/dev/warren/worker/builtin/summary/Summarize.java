package dev.warren.worker.builtin.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the sentences of a summary: the best ranked ones that say something new. A sentence that stands in the text
 * more than once counts once, where it stands first; one that shares most of its words with a better one is passed over,
 * so a summary may come out shorter than asked. Headings and other fragments are taken only when sentences run out.
 */
final class Summarize {

    /** Share of common words, of all words of two sentences, from which on they say the same. */
    private static final double SAME = 0.7;

    private final Language language;
    private final Runnable checkpoint;

    private record Candidate(Sentence sentence, Set<String> words, double rank) {}

    Summarize(Language language, Runnable checkpoint) {
        this.language = language;
        this.checkpoint = checkpoint;
    }

    /** @param checkpoint called now and then; may throw to stop */
    static Summary of(SummaryRequest request, Runnable checkpoint) {
        Language language = request.language() == null ? Language.detect(request.text()) : request.language();
        List<Sentence> sentences = SplitSentences.of(request.text(), language, checkpoint);
        int wanted = request.wantedOf(sentences.size());
        List<Summary.Chosen> chosen = new Summarize(language, checkpoint).choose(sentences, wanted);
        String summary = chosen.stream().map(Summary.Chosen::text).collect(Collectors.joining(" "));
        return new Summary(summary, chosen, sentences.size(), language.code());
    }

    private List<Summary.Chosen> choose(List<Sentence> sentences, int wanted) {
        List<Candidate> best = new ArrayList<>();
        for (Candidate candidate : ranked(sentences)) {
            if (best.size() == wanted) {
                break;
            }
            if (best.stream().noneMatch(better -> saysTheSame(better.words, candidate.words))) {
                best.add(candidate);
            }
        }
        return best.stream()
                .sorted(Comparator.comparing(candidate -> candidate.sentence.index()))
                .map(candidate -> new Summary.Chosen(
                        candidate.sentence.text(),
                        candidate.sentence.index(),
                        Math.round(candidate.rank * 10_000) / 10_000.0))
                .toList();
    }

    private List<Candidate> ranked(List<Sentence> sentences) {
        Set<List<String>> seen = new HashSet<>();
        List<Sentence> distinct = new ArrayList<>();
        List<List<String>> words = new ArrayList<>();
        for (Sentence sentence : sentences) {
            List<String> all = Words.of(sentence.text());
            if (!all.isEmpty() && seen.add(all)) {
                distinct.add(sentence);
                words.add(language.contentWords(all));
            }
        }
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("text: has no words");
        }
        double[] ranks = TextRank.of(SentenceGraph.of(words), checkpoint);
        List<Candidate> candidates = new ArrayList<>(ranks.length);
        for (int i = 0; i < ranks.length; i++) {
            candidates.add(new Candidate(distinct.get(i), Set.copyOf(words.get(i)), ranks[i]));
        }
        candidates.sort(Comparator.comparing((Candidate candidate) -> !candidate.sentence.whole())
                .thenComparing(Comparator.comparingDouble(Candidate::rank).reversed()));
        return candidates;
    }

    private static boolean saysTheSame(Set<String> some, Set<String> others) {
        long common = some.stream().filter(others::contains).count();
        return common > 0 && common >= SAME * (some.size() + others.size() - common);
    }
}
