package dev.warren.worker.builtin.summary;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the summarizer knows of a language: its stop words, abbreviations and inflected endings, from the resource named
 * after its code.
 */
enum Language {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    SPANISH("es"),
    /** Any other, or too little text to tell: every word counts, and only as it is written. */
    UNDETERMINED("und");

    /** Enough text to tell its language by. */
    private static final int SAMPLE_LENGTH = 20_000;
    /** Fewer stop words than this say nothing. */
    private static final int FEWEST_STOP_WORDS = 2;
    /** In running text, a third to a half of the words are stop words. */
    private static final double LEAST_SHARE = 0.1;
    /** Letters that stay of a word whose ending is dropped. */
    private static final int SHORTEST_STEM = 3;

    private final String code;
    private final Set<String> stopWords;
    private final Set<String> abbreviations;
    private final List<Ending> endings;

    private record Ending(String suffix, String replacement) {}

    Language(String code) {
        this.code = code;
        Properties properties = read(code);
        this.stopWords = Set.copyOf(words(properties, "stop-words"));
        this.abbreviations = Set.copyOf(words(properties, "abbreviations"));
        this.endings = words(properties, "endings").stream()
                .map(rule -> rule.split(">", 2))
                .map(rule -> new Ending(rule[0], rule[1]))
                .toList();
    }

    /** ISO 639-1, or {@code und} of BCP 47. */
    String code() {
        return code;
    }

    Locale locale() {
        return this == UNDETERMINED ? Locale.ROOT : Locale.of(code);
    }

    /** @throws IllegalArgumentException where there is none of that code, naming those there are */
    static Language ofCode(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("language: must be one of "
                        + Arrays.stream(values()).map(Language::code).collect(Collectors.joining(", "))
                        + "; leave it out to have it detected"));
    }

    /** The language whose stop words are the most frequent among the first words of {@code text}. */
    static Language detect(String text) {
        List<String> words = Words.of(text.substring(0, Math.min(text.length(), SAMPLE_LENGTH)));
        Language likeliest = UNDETERMINED;
        long most = Math.max(FEWEST_STOP_WORDS, (long) Math.ceil(LEAST_SHARE * words.size())) - 1;
        for (Language language : values()) {
            long hits = words.stream().filter(language.stopWords::contains).count();
            if (hits > most) {
                likeliest = language;
                most = hits;
            }
        }
        return likeliest;
    }

    /** Whether a full stop after {@code word} (lower case, without it) does not end a sentence. */
    boolean abbreviates(String word) {
        return abbreviations.contains(word);
    }

    /** The words that carry meaning, without stop words, single letters and inflected endings. */
    List<String> contentWords(List<String> words) {
        List<String> content = new ArrayList<>(words.size());
        for (String word : words) {
            boolean letter = word.length() == 1 && !Character.isIdeographic(word.charAt(0));
            if (!letter && !stopWords.contains(word)) {
                content.add(stem(word));
            }
        }
        return content;
    }

    private String stem(String word) {
        for (Ending ending : endings) {
            if (word.length() - ending.suffix.length() >= SHORTEST_STEM && word.endsWith(ending.suffix)) {
                return word.substring(0, word.length() - ending.suffix.length()) + ending.replacement;
            }
        }
        return word;
    }

    private static Properties read(String code) {
        Properties properties = new Properties();
        if (code.equals("und")) {
            return properties;
        }
        String resource = code + ".properties";
        try (var stream = Language.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("No resource " + resource + " beside " + Language.class);
            }
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + resource, e);
        }
    }

    private static List<String> words(Properties properties, String key) {
        String value = properties.getProperty(key, "").strip();
        return value.isEmpty() ? List.of() : List.copyOf(new LinkedHashSet<>(List.of(value.split("\\s+"))));
    }
}
