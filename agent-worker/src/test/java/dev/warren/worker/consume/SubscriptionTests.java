package dev.warren.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.claim.ClaimRequest;
import dev.warren.worker.consume.Subscription.Closing;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubscriptionTests {

    private final Subscription subscription =
            new Subscription(new Subscription.ClaimsFor("echo", "1"), "agent.echo.shared", "tag", 10, 0);

    private boolean closed;

    @Test
    void handsOutDeliveriesInTheOrderOfTheirArrival() {
        Delivery first = delivery(1);
        Delivery second = delivery(2);
        subscription.offer(first);
        subscription.offer(second);

        assertThat(subscription.next()).isSameAs(first);
        assertThat(subscription.take()).isSameAs(first);
        assertThat(subscription.take()).isSameAs(second);
        assertThat(subscription.take()).isNull();
    }

    @Test
    void claimsNothingOnceItCloses() {
        subscription.offer(delivery(1));
        subscription.close(Closing.NO_ROOM);

        assertThat(subscription.next()).isNull();
        assertThat(subscription.take()).isNull();
        assertThat(subscription.offer(delivery(2))).isFalse();
        assertThat(subscription.drain()).hasSize(1);
    }

    @Test
    void keepsTheFirstReasonToClose() {
        subscription.close(Closing.LEDGER_AWAY);
        subscription.close(Closing.UNWANTED);

        assertThat(subscription.closing()).isEqualTo(Closing.LEDGER_AWAY);
    }

    @Test
    void whatIsPutBackComesFirstAndClosesIt() {
        Delivery first = delivery(1);
        Delivery second = delivery(2);
        subscription.offer(first);
        subscription.offer(second);
        subscription.take();

        subscription.putBack(first, Closing.NOT_NOW);

        assertThat(subscription.closing()).isEqualTo(Closing.NOT_NOW);
        assertThat(subscription.drain()).containsExactly(first, second);
    }

    @Test
    void waitsForClaimsUnderWay() throws Exception {
        Delivery claimed = delivery(1);
        subscription.offer(claimed);
        subscription.take();
        assertThat(subscription.awaitSettled(Duration.ofMillis(20))).isFalse();

        Thread.startVirtualThread(() -> subscription.acknowledge(List.of(claimed)));

        assertThat(subscription.awaitSettled(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aChannelThatIsClosedSettlesItsDeliveriesAllTheSame() throws Exception {
        closed = true;
        Delivery claimed = delivery(1);
        subscription.offer(claimed);
        subscription.take();

        subscription.acknowledge(List.of(claimed));

        assertThat(subscription.awaitSettled(Duration.ofMillis(20))).isTrue();
    }

    private Delivery delivery(long tag) {
        var channel = (com.rabbitmq.client.Channel) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {com.rabbitmq.client.Channel.class},
                (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("basicAck");
                    if (closed) {
                        throw new IllegalStateException("Channel closed; cannot ack/nack");
                    }
                    return null;
                });
        return new Delivery(subscription, channel, tag, new ClaimRequest(UUID.randomUUID(), 1, "echo"), tag);
    }
}
