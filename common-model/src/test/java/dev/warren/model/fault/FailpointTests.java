package dev.warren.model.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailpointTests {

    @ParameterizedTest
    @EnumSource
    void isInertUnlessTheProcessWasStartedWithItArmed(Failpoint point) {
        for (int pass = 0; pass < 1_000; pass++) {
            point.hit();
            assertThat(point.loses()).isFalse();
        }
        var said = new ArrayList<String>();
        Failpoint.announce(said::add);
        assertThat(said).isEmpty();
    }
}
