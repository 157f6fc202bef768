package dev.warren.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptAnswerTests {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void isAskedOnceWhileItIsKept() {
        var answer = new KeptAnswer<>(Duration.ofHours(1), asked::incrementAndGet);

        assertThat(answer.get()).isEqualTo(1);
        assertThat(answer.get()).isEqualTo(1);
    }

    @Test
    void isAskedAgainWhenItIsOld() {
        var answer = new KeptAnswer<>(Duration.ZERO, asked::incrementAndGet);

        assertThat(answer.get()).isEqualTo(1);
        await().until(() -> answer.get() > 1);
    }

    @Test
    void doesNotKeepAFailure() {
        var answer = new KeptAnswer<>(Duration.ofHours(1), () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return asked.get();
        });

        assertThatThrownBy(answer::get).isInstanceOf(IllegalStateException.class);
        assertThat(answer.get()).isEqualTo(2);
    }
}
