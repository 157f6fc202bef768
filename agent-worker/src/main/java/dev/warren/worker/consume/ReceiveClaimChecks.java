package dev.warren.worker.consume;

import com.rabbitmq.client.Channel;
import dev.warren.model.fault.Failpoint;
import dev.warren.model.message.ClaimCheck;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.UnreadableMessage;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.worker.metric.WorkerMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Receives messages on the dispatch thread of their channel and puts them where they wait for a slot. While a
 * subscription closes, it holds that thread: what came after the decision goes back only when the broker sends no more,
 * and the container, which closes the channel on the same thread, comes last.
 */
final class ReceiveClaimChecks implements ChannelAwareMessageListener {

    private static final Logger log = LoggerFactory.getLogger(ReceiveClaimChecks.class);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(30);

    private final OpenSubscriptions subscriptions;
    private final HandOutSlots handOutSlots;
    private final WorkerMetrics metrics;
    private final LogUnreadable unreadable = new LogUnreadable();
    private final MessageCodec<ClaimCheck> codec = new MessageCodec<>(ClaimCheck.class);

    ReceiveClaimChecks(OpenSubscriptions subscriptions, HandOutSlots handOutSlots, WorkerMetrics metrics) {
        this.subscriptions = subscriptions;
        this.handOutSlots = handOutSlots;
        this.metrics = metrics;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException, InterruptedException {
        Channel from = Objects.requireNonNull(channel);
        long tag = message.getMessageProperties().getDeliveryTag();
        Failpoint.DELIVERY_RECEIVED.hit();
        Subscription subscription =
                subscriptions.get(String.valueOf(message.getMessageProperties().getConsumerTag()));
        if (subscription == null) {
            from.basicNack(tag, false, true);
            return;
        }
        subscription.heard(System.nanoTime());
        ClaimCheck check;
        try {
            check = codec.read(message.getBody());
        } catch (UnreadableMessage e) {
            unreadable.report(subscription.queue(), String.valueOf(e.getMessage()));
            metrics.claim("unreadable");
            from.basicReject(tag, false);
            return;
        }
        receive(new Delivery(
                subscription,
                from,
                tag,
                // The queue it came from is what counts, whatever the message says.
                new ClaimRequest(
                        check.task(),
                        check.fence(),
                        subscription.claimsFor().agent(),
                        subscription.claimsFor().version()),
                System.nanoTime()));
    }

    private void receive(Delivery delivery) throws InterruptedException {
        if (delivery.subscription().offer(delivery)) {
            handOutSlots.handOut();
        } else {
            if (!delivery.subscription().awaitCanceled(LONGEST_CLOSING)) {
                log.warn(
                        "The consumer of {} does not close",
                        delivery.subscription().queue());
            }
            delivery.giveBack();
        }
    }
}
