package dev.warren.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class OneQuestionTests {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Void> hangs = new CompletableFuture<>();
    private final OneQuestion<Integer> question = new OneQuestion<>("question", () -> {
        int number = asked.incrementAndGet();
        hangs.join();
        return number;
    });

    @Test
    void isNotAskedAgainBesideItself() throws Exception {
        assertThatThrownBy(() -> question.within(SHORT)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> question.within(SHORT)).isInstanceOf(TimeoutException.class);

        hangs.complete(null);

        await().untilAsserted(() -> assertThat(question.within(LONG)).isGreaterThan(1));
        assertThat(asked).hasValue(2);
    }

    @Test
    void throwsWhatTheQuestionThrows() {
        var refused = new OneQuestion<Integer>("refused", () -> {
            throw new DataAccessResourceFailureException("away");
        });

        assertThatThrownBy(() -> refused.within(LONG)).isInstanceOf(DataAccessResourceFailureException.class);
    }
}
