package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.gateway.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTests {

    @Test
    void readsAKeyWithQuotesOrWithout() {
        assertThat(IdempotencyKey.parse("abc")).isEqualTo(new IdempotencyKey("abc"));
        assertThat(IdempotencyKey.parse("\"abc\"")).isEqualTo(new IdempotencyKey("abc"));
        assertThat(IdempotencyKey.parse("\"a\\\"b\\\\\"")).isEqualTo(new IdempotencyKey("a\"b\\"));
        assertThat(IdempotencyKey.parse("\"")).isEqualTo(new IdempotencyKey("\""));
        assertThat(IdempotencyKey.parse("k".repeat(255)).value()).hasSize(255);
        assertThat(IdempotencyKey.parse(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a\u0000b", "a\tb", "\u00e4"})
    void refusesAKeyThatIsNotPrintable(String header) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> IdempotencyKey.parse(header));
    }

    @Test
    void refusesALongKey() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> IdempotencyKey.parse("k".repeat(256)));
    }

    @Test
    void givesEachItemOfABatchAKeyThatNoHeaderCanName() {
        IdempotencyKey key = new IdempotencyKey("k");

        assertThat(key.ofItem(1)).isNotEqualTo(key.ofItem(11));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> IdempotencyKey.parse(key.ofItem(1).value()));
    }

    @Test
    void findsTheWaitAmongPreferences() {
        assertThat(WaitTime.ofPreferences(List.of("respond-async, Wait = \"7\" ; x=y")))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(WaitTime.ofPreferences(List.of("return=minimal", "wait=60"))).isEqualTo(Duration.ofSeconds(60));
        assertThat(WaitTime.ofPreferences(List.of("respond-async"))).isNull();
        assertThat(WaitTime.ofPreferences(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "-1", "", "1.5", "x", "99999999999", "\u0661"})
    void refusesAWaitThatIsNoNumberUpToAMinute(String seconds) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> WaitTime.ofParameter(seconds));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> WaitTime.ofPreferences(List.of("wait=" + seconds)));
    }
}
