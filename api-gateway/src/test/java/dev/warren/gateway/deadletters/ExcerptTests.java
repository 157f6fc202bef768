package dev.warren.gateway.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExcerptTests {

    @Test
    void showsTextAsText() {
        assertThat(Excerpt.of("h\u0000llö".getBytes(UTF_8), 6)).isEqualTo(new Excerpt("h\u0000llö", "text"));
        assertThat(Excerpt.of(new byte[0], 0)).isEqualTo(new Excerpt("", "text"));
    }

    @Test
    void leavesOutACharacterThatWasCut() {
        byte[] cut = Arrays.copyOf("abc\ud83d\ude00".getBytes(UTF_8), 6);

        assertThat(Excerpt.of(cut, 7)).isEqualTo(new Excerpt("abc", "text"));
        assertThat(Excerpt.of(cut, 6).encoding()).isEqualTo("base64");
    }

    @Test
    void showsEverythingElseAsBase64() {
        assertThat(Excerpt.of(new byte[] {(byte) 0xff, 0, 1}, 2000)).isEqualTo(new Excerpt("/wAB", "base64"));
    }
}
