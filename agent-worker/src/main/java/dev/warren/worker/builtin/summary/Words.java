package dev.warren.worker.builtin.summary;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into lower-case words: runs of Unicode letters and digits. Scripts that put no space between words are cut
 * into overlapping pairs of characters, which serve as well where words are only compared.
 */
final class Words {

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final List<String> found = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private boolean unspaced;

    private Words() {}

    static List<String> of(String text) {
        Words words = new Words();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(words::read);
        words.endRun();
        return words.found;
    }

    private void read(int codePoint) {
        if (isMark(codePoint) && !run.isEmpty()) {
            run.appendCodePoint(codePoint);
        } else if (Character.isLetterOrDigit(codePoint)) {
            boolean unspacedHere = UNSPACED.contains(UnicodeScript.of(codePoint));
            if (unspacedHere != unspaced) {
                endRun();
                unspaced = unspacedHere;
            }
            run.appendCodePoint(codePoint);
        } else {
            endRun();
        }
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private void endRun() {
        if (run.isEmpty()) {
            return;
        }
        int[] characters = run.codePoints().toArray();
        if (!unspaced || characters.length < 3) {
            found.add(run.toString());
        } else {
            for (int i = 0; i + 1 < characters.length; i++) {
                found.add(new String(characters, i, 2));
            }
        }
        run.setLength(0);
    }
}
