package dev.warren.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    @Test
    void risesEvenWhenTheClockStandsStill() {
        var ids = new TimeOrderedId(Clock.fixed(NOW, ZoneOffset.UTC));

        String last = "";
        for (int i = 0; i < 20_000; i++) {
            UUID id = ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.toString()).isGreaterThan(last);
            last = id.toString();
        }
    }

    @Test
    void tellsWhenItWasMade() {
        UUID id = new TimeOrderedId(Clock.fixed(NOW, ZoneOffset.UTC)).next();

        assertThat(TimeOrderedId.timeOf(id)).isEqualTo(NOW);
        assertThat(TimeOrderedId.firstAt(NOW).toString()).isLessThan(id.toString());
        assertThat(TimeOrderedId.firstAt(NOW.plusMillis(1)).toString()).isGreaterThan(id.toString());
    }

    @Test
    void refusesToReadATimeFromOtherVersions() {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeOrderedId.timeOf(UUID.randomUUID()));
    }
}
