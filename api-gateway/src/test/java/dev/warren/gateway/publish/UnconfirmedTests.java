package dev.warren.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnconfirmedTests {

    private final Unconfirmed unconfirmed = new Unconfirmed(2);

    @Test
    void aMultipleConfirmSettlesAllUpToItInTheirOrder() throws Exception {
        Outgoing first = sent(1);
        Outgoing second = sent(2);

        assertThat(unconfirmed.settle(2, true)).containsExactly(first, second);
        assertThat(unconfirmed.isEmpty()).isTrue();
    }

    @Test
    void aSingleConfirmSettlesOnlyItsOwn() throws Exception {
        Outgoing first = sent(1);
        Outgoing second = sent(2);

        assertThat(unconfirmed.settle(2, false)).containsExactly(second);
        assertThat(unconfirmed.abandon()).containsExactly(first);
    }

    @Test
    void thereIsNoRoomUntilSomethingIsSettled() throws Exception {
        sent(1);
        sent(2);
        assertThat(unconfirmed.awaitRoom(Duration.ZERO)).isFalse();

        unconfirmed.settle(1, false);

        assertThat(unconfirmed.awaitRoom(Duration.ZERO)).isTrue();
    }

    @Test
    void anAnswerThatComesTwiceMakesNoRoomTwice() throws Exception {
        sent(1);
        unconfirmed.settle(1, false);

        assertThat(unconfirmed.settle(1, false)).isEmpty();
        assertThat(unconfirmed.awaitRoom(Duration.ZERO)).isTrue();
        assertThat(unconfirmed.awaitRoom(Duration.ZERO)).isTrue();
        assertThat(unconfirmed.awaitRoom(Duration.ZERO)).isFalse();
    }

    @Test
    void remembersAReturnUntilItsConfirm() throws Exception {
        Outgoing message = sent(1);
        unconfirmed.markReturned(message.task().id());

        assertThat(unconfirmed.takeReturned(message)).isTrue();
        assertThat(unconfirmed.takeReturned(message)).isFalse();
    }

    @Test
    void theOldestDecidesWhetherTheBrokerIsLate() throws Exception {
        assertThat(unconfirmed.isOverdue(Duration.ZERO)).isFalse();
        sent(1);

        assertThat(unconfirmed.isOverdue(Duration.ofHours(1))).isFalse();
        assertThat(unconfirmed.isOverdue(Duration.ofNanos(-1))).isTrue();
    }

    private Outgoing sent(long sequence) throws InterruptedException {
        assertThat(unconfirmed.awaitRoom(Duration.ZERO)).isTrue();
        var task = new PublishableTask(UUID.randomUUID(), 1, 1, "echo", "shared", "default", 5, null, null, null);
        Outgoing message = Outgoing.within(Duration.ofHours(1), task);
        unconfirmed.add(sequence, message);
        return message;
    }
}
