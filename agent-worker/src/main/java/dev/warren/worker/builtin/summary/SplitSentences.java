package dev.warren.worker.builtin.summary;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts a text into sentences: paragraphs and list items first, then where {@link BreakIterator} sees an end, except
 * after abbreviations, initials and ordinals and before a lower-case letter, which it takes for ends too. What is longer
 * than {@value #LONGEST} characters, as text without any punctuation is, is cut between words into pieces of that length.
 */
final class SplitSentences {

    /** Keeps 50 sentences, which a summary holds twice, well under the limit of an output in bytes. */
    static final int LONGEST = 1_000;

    private static final int SENTENCES_BETWEEN_CHECKS = 1_000;

    /** An empty line, or a line that starts an item or a heading. */
    private static final Pattern BLOCK_END =
            Pattern.compile("\\R(?=\\h*(?:\\R|(?:[-*•]|#{1,6}|\\d{1,3}[.)])\\h))|[\\f\\u2029]");

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\h]+");
    private static final Pattern ORDINAL = Pattern.compile("\\d{1,2}");
    private static final String SENTENCE_ENDS = ".!?…。．！？｡।؟۔";
    private static final String CLOSERS = "\"'”’»«“)]}」』）】";

    private final Language language;
    private final Runnable checkpoint;
    private final List<Sentence> sentences = new ArrayList<>();

    private SplitSentences(Language language, Runnable checkpoint) {
        this.language = language;
        this.checkpoint = checkpoint;
    }

    /** @param checkpoint called now and then; may throw to stop */
    static List<Sentence> of(String text, Language language, Runnable checkpoint) {
        SplitSentences split = new SplitSentences(language, checkpoint);
        BreakIterator ends = BreakIterator.getSentenceInstance(language.locale());
        BLOCK_END
                .splitAsStream(text)
                .map(block -> WHITE_SPACE.matcher(block).replaceAll(" ").strip())
                .filter(block -> !block.isEmpty())
                .forEach(block -> split.block(block, ends));
        return split.sentences;
    }

    private void block(String block, BreakIterator ends) {
        // An ellipsis ends a sentence where a full stop would, which BreakIterator does not know.
        ends.setText(block.replace('…', '.'));
        int start = 0;
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            if (end == block.length() || end - start > LONGEST || !goesOn(block, start, end)) {
                add(block.substring(start, end).strip());
                start = end;
            }
        }
    }

    private boolean goesOn(String block, int start, int end) {
        if (Character.isLowerCase(block.codePointAt(end))) {
            return true;
        }
        int last = end;
        while (last > start && block.charAt(last - 1) == ' ') {
            last--;
        }
        if (last == start || block.charAt(last - 1) != '.') {
            return false;
        }
        int first = Math.max(start, block.lastIndexOf(' ', last - 1) + 1);
        String word = withoutOpeners(block.substring(first, last - 1));
        return isInitials(word)
                || language.abbreviates(word.toLowerCase(Locale.ROOT))
                || (language == Language.GERMAN && ORDINAL.matcher(word).matches());
    }

    private static String withoutOpeners(String word) {
        int start = 0;
        while (start < word.length() && !Character.isLetterOrDigit(word.charAt(start))) {
            start++;
        }
        return word.substring(start);
    }

    /** Single letters with full stops between them: {@code J}, {@code H.M.S}, {@code z.B}; not the English word I. */
    private static boolean isInitials(String word) {
        for (int i = 0; i < word.length(); i++) {
            boolean fits = i % 2 == 0 ? Character.isLetter(word.charAt(i)) : word.charAt(i) == '.';
            if (!fits) {
                return false;
            }
        }
        return word.length() % 2 == 1 && !word.equals("I");
    }

    private void add(String sentence) {
        int start = 0;
        boolean cut = sentence.length() > LONGEST;
        while (sentence.length() - start > LONGEST) {
            int end = cutBefore(sentence, start);
            add(sentence.substring(start, end).strip(), false);
            start = end;
        }
        add(sentence.substring(start).strip(), !cut && endsWhole(sentence));
    }

    private void add(String text, boolean whole) {
        if (text.isEmpty()) {
            return;
        }
        if (sentences.size() % SENTENCES_BETWEEN_CHECKS == 0) {
            checkpoint.run();
        }
        sentences.add(new Sentence(sentences.size(), text, whole));
    }

    private static int cutBefore(String sentence, int start) {
        int end = start + LONGEST;
        int space = sentence.lastIndexOf(' ', end);
        if (space > start) {
            return space;
        }
        return Character.isHighSurrogate(sentence.charAt(end - 1)) ? end - 1 : end;
    }

    private static boolean endsWhole(String sentence) {
        int last = sentence.length() - 1;
        while (last > 0 && CLOSERS.indexOf(sentence.charAt(last)) >= 0) {
            last--;
        }
        return SENTENCE_ENDS.indexOf(sentence.charAt(last)) >= 0;
    }
}
