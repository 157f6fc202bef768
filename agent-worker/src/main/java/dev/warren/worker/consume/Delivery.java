package dev.warren.worker.consume;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.warren.store.claim.ClaimRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A claim check that the broker has handed to this worker and waits to hear about.
 *
 * @param arrived when, by the monotonic clock
 */
record Delivery(Subscription subscription, Channel channel, long tag, ClaimRequest request, long arrived) {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** Its message and others of its channel have served their purpose. */
    void acknowledge(Unacknowledged.Acknowledgement frame) {
        settle(() -> channel.basicAck(frame.tag(), frame.multiple()));
    }

    /** Back to its queue. Not "reject", which RabbitMQ 4.3 counts as a failed delivery. */
    void giveBack() {
        settle(() -> channel.basicNack(tag, false, true));
    }

    private void settle(Settlement settlement) {
        try {
            settlement.send();
        } catch (IOException | AlreadyClosedException | IllegalStateException e) {
            // The last is how Spring's channel says it. The broker hands the message out again, and the task's row
            // decides.
            log.debug("The channel of a delivery is closed", e);
        }
    }

    private interface Settlement {
        void send() throws IOException;
    }
}
