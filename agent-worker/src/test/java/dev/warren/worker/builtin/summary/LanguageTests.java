package dev.warren.worker.builtin.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The cat sat on the mat, and it was not amused.              | ENGLISH
            Die Katze saß auf der Matte, und sie war nicht erfreut.      | GERMAN
            Le chat était assis sur le tapis et il n'était pas content.  | FRENCH
            El gato estaba sentado en la alfombra y no era feliz.        | SPANISH
            Katten satt mattan uppe glatt.                               | UNDETERMINED
            Warren                                                       | UNDETERMINED
            吾輩は猫である。名前はまだ無い。                              | UNDETERMINED
            """)
    void isTheOneWhoseStopWordsTheTextHas(String text, Language language) {
        assertThat(Language.detect(text)).isEqualTo(language);
    }

    @Test
    void keepsTheWordsThatCarryMeaning() {
        assertThat(Language.ENGLISH.contentWords(
                        List.of("the", "studies", "of", "a", "species", "x", "glass", "trees")))
                .containsExactly("study", "specy", "glass", "tree");
        assertThat(Language.GERMAN.contentWords(List.of("die", "häuser", "des", "hauses", "haus")))
                .containsExactly("häus", "haus", "hau");
        assertThat(Language.UNDETERMINED.contentWords(List.of("the", "trees"))).containsExactly("the", "trees");
    }

    @Test
    void isFoundByItsCode() {
        assertThat(Language.ofCode("de")).isEqualTo(Language.GERMAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Language.ofCode("sv"))
                .withMessage("language: must be one of en, de, fr, es, und; leave it out to have it detected");
    }
}
