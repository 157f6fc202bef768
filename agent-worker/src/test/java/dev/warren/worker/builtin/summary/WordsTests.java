package dev.warren.worker.builtin.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTests {

    @Test
    void areRunsOfLettersAndDigitsInLowerCase() {
        assertThat(Words.of("Don't pay €3.50, Ärger-Free 2nd!"))
                .containsExactly("don", "t", "pay", "3", "50", "ärger", "free", "2nd");
    }

    @Test
    void areTheSameHoweverTheirAccentsAreEncoded() {
        assertThat(Words.of("Caf\u00e9")).isEqualTo(Words.of("Cafe\u0301"));
    }

    @Test
    void arePairsOfCharactersWhereNoSpacesStand() {
        assertThat(Words.of("東京都はJava大国")).containsExactly("東京", "京都", "都は", "java", "大国");
        assertThat(Words.of("人")).containsExactly("人");
    }

    @Test
    void areNoneInPunctuation() {
        assertThat(Words.of(" ... -- !? \u0301")).isEmpty();
    }
}
