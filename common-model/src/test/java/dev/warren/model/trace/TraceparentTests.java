package dev.warren.model.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTests {

    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void readsTheTraceAndWhetherItIsSampled() {
        assertThat(Traceparent.isWellFormed(SAMPLED)).isTrue();
        assertThat(Traceparent.traceId(SAMPLED)).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(Traceparent.isSampled(SAMPLED)).isTrue();
        assertThat(Traceparent.isSampled(SAMPLED.replace("-01", "-00"))).isFalse();
        assertThat(Traceparent.isSampled(SAMPLED.replace("-01", "-03"))).isTrue();
        assertThat(Traceparent.isSampled(null)).isFalse();
        assertThat(Traceparent.traceId(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void refusesWhatIsNoTraceContext(String text) {
        assertThat(Traceparent.isWellFormed(text)).isFalse();
    }
}
