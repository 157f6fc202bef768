package dev.warren.worker.builtin.summary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is to be summarized, and how far.
 *
 * @param text holds at least one word
 * @param sentences most sentences of the summary, 1 to {@value #MOST_SENTENCES}; ignored where there is a ratio
 * @param ratio share of the text's sentences, above 0 to 1; null to count by {@code sentences}
 * @param language of the text; null to have it detected
 */
record SummaryRequest(
        String text,
        int sentences,
        @Nullable Double ratio,
        @Nullable Language language) {

    static final int MOST_SENTENCES = 50;
    static final int DEFAULT_SENTENCES = 3;

    SummaryRequest {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: must not be blank");
        }
        if (sentences < 1 || sentences > MOST_SENTENCES) {
            throw new IllegalArgumentException("sentences: must be 1 to " + MOST_SENTENCES + ", got " + sentences);
        }
        if (ratio != null && !(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio: must be above 0 and at most 1, got " + ratio);
        }
    }

    static SummaryRequest of(String text) {
        return new SummaryRequest(text, DEFAULT_SENTENCES, null, null);
    }

    @JsonCreator
    static SummaryRequest of(
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("sentences") @Nullable Integer sentences,
            @JsonProperty("ratio") @Nullable Double ratio,
            @JsonProperty("language") @Nullable String language) {
        if (text == null) {
            throw new IllegalArgumentException("text: must be a string, and is missing");
        }
        if (sentences != null && ratio != null) {
            throw new IllegalArgumentException("ratio: give sentences or ratio, not both");
        }
        return new SummaryRequest(
                text,
                sentences == null ? DEFAULT_SENTENCES : sentences,
                ratio,
                language == null ? null : Language.ofCode(language));
    }

    /**
     * How many of {@code sentenceCount} sentences are wanted.
     *
     * @throws IllegalArgumentException where the ratio asks for more than a summary holds
     */
    int wantedOf(int sentenceCount) {
        if (ratio == null) {
            return sentences;
        }
        long wanted = Math.max(1, Math.round(ratio * sentenceCount));
        if (wanted > MOST_SENTENCES) {
            throw new IllegalArgumentException("ratio: " + ratio + " of the text's " + sentenceCount + " sentences are "
                    + wanted + ", a summary holds at most " + MOST_SENTENCES + "; ask for a smaller ratio");
        }
        return (int) wanted;
    }
}
