package dev.warren.worker.builtin.summary;

import java.util.List;

/**
 * A text's most important sentences.
 *
 * @param summary the sentences as one text
 * @param sentences the same one by one, in the order of the text
 * @param sentenceCount how many sentences the text has
 * @param language code of the language the text was read in, {@code und} where it is none of the known ones
 */
record Summary(String summary, List<Chosen> sentences, int sentenceCount, String language) {

    /**
     * @param text as {@link Sentence#text()}
     * @param index as {@link Sentence#index()}
     * @param score rank by {@link TextRank}, to four decimals
     */
    record Chosen(String text, int index, double score) {}
}
