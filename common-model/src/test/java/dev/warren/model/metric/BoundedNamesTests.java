package dev.warren.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoundedNamesTests {

    @Test
    void keepsTheFirstNamesAndSharesOneAmongAllOthers() {
        var names = new BoundedNames(2);

        assertThat(Stream.of("a", "b", "c", "d", "b", "a").map(names::of))
                .containsExactly("a", "b", "other", "other", "b", "a");
    }
}
