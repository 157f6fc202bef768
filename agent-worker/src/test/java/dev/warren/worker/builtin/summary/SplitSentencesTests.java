package dev.warren.worker.builtin.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.worker.agent.CanceledException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitSentencesTests {

    @Test
    void endAtFullStopsAndQuestionAndExclamationMarks() {
        assertThat(english("It rains. Does it? It does! So be it… Fine."))
                .containsExactly("It rains.", "Does it?", "It does!", "So be it…", "Fine.");
    }

    @Test
    void doNotEndAtAbbreviationsInitialsAndDecimals() {
        assertThat(english("Dr. Smith of the U.S. Navy paid $3.50. J. R. Jones (cf. Fig. 3) sailed on H.M.S. Beagle."))
                .containsExactly(
                        "Dr. Smith of the U.S. Navy paid $3.50.", "J. R. Jones (cf. Fig. 3) sailed on H.M.S. Beagle.");
        assertThat(english("We take food, &c., as given. So do I. They too, i.e. All of them."))
                .containsExactly("We take food, &c., as given.", "So do I.", "They too, i.e. All of them.");
    }

    @Test
    void doNotEndAtGermanOrdinalsAndAbbreviations() {
        assertThat(sentences(
                        "Am 3. Oktober kam Hr. Maier, z. B. Mit Nr. 7. Das war 1990. Dann ging er.", Language.GERMAN))
                .containsExactly("Am 3. Oktober kam Hr. Maier, z. B. Mit Nr. 7. Das war 1990.", "Dann ging er.");
    }

    @Test
    void keepTheirQuotesAndBrackets() {
        assertThat(english("\"Stop!\" he said. She asked, “Why?” (Nobody knew.) He left."))
                .containsExactly("\"Stop!\" he said.", "She asked, “Why?”", "(Nobody knew.)", "He left.");
    }

    @Test
    void runOverLineBreaksButNotOverEmptyLinesAndItems() {
        assertThat(
                        english(
                                "A title\r\n\r\nOne sentence\nof two lines.\n \t\n\n- first item\n- second item\n2. third\n# Head\n\nEnd."))
                .containsExactly(
                        "A title",
                        "One sentence of two lines.",
                        "- first item",
                        "- second item",
                        "2. third",
                        "# Head",
                        "End.");
    }

    @Test
    void areWholeWhereTheyEndAsOne() {
        assertThat(SplitSentences.of("A title\n\nHe said “Go.”\n\n- an item", Language.ENGLISH, () -> {}))
                .extracting(Sentence::whole)
                .containsExactly(false, true, false);
    }

    @Test
    void endInScriptsWithoutSpaces() {
        assertThat(sentences("吾輩は猫である。名前はまだ無い。どこで生れたか。", Language.UNDETERMINED))
                .containsExactly("吾輩は猫である。", "名前はまだ無い。", "どこで生れたか。");
    }

    @Test
    void areCutBetweenWordsWhereTheyNeverEnd() {
        var pieces = english("lorem ipsum ".repeat(1_000));

        assertThat(pieces).allMatch(piece -> piece.length() <= SplitSentences.LONGEST);
        assertThat(String.join(" ", pieces))
                .isEqualTo("lorem ipsum ".repeat(1_000).strip());
    }

    @Test
    void areCutBetweenCharactersWhereThereIsNoSpace() {
        var pieces = english("x" + "😀".repeat(5_000));

        assertThat(pieces).allMatch(piece -> piece.length() <= SplitSentences.LONGEST);
        assertThat(pieces).noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
        assertThat(String.join("", pieces)).isEqualTo("x" + "😀".repeat(5_000));
    }

    @Test
    void areNoneInWhiteSpace() {
        assertThat(english(" \n\t\u00a0\r\n ")).isEmpty();
    }

    @Test
    void stopWhenTold() {
        assertThatExceptionOfType(CanceledException.class)
                .isThrownBy(() -> SplitSentences.of("One. Two.", Language.ENGLISH, () -> {
                    throw new CanceledException();
                }));
    }

    private static List<String> english(String text) {
        return sentences(text, Language.ENGLISH);
    }

    private static List<String> sentences(String text, Language language) {
        return SplitSentences.of(text, language, () -> {}).stream()
                .map(Sentence::text)
                .toList();
    }
}
