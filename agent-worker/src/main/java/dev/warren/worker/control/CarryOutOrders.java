package dev.warren.worker.control;

import com.rabbitmq.client.Channel;
import dev.warren.model.message.ControlMessage;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.UnreadableMessage;
import dev.warren.store.worker.Lease;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Draining;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.run.RunAttempts;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/** Carries out orders: each names the attempt it means, so one that comes late or twice does nothing. */
public final class CarryOutOrders implements ChannelAwareMessageListener {

    private static final Logger log = LoggerFactory.getLogger(CarryOutOrders.class);

    private final CurrentIncarnation current;
    private final Draining draining;
    private final RunAttempts runs;
    private final Runnable onAgentsChanged;
    private final MessageCodec<ControlMessage> codec = new MessageCodec<>(ControlMessage.class);

    /** @param onAgentsChanged reads the registry anew; must be quick */
    public CarryOutOrders(CurrentIncarnation current, Draining draining, RunAttempts runs, Runnable onAgentsChanged) {
        this.current = current;
        this.draining = draining;
        this.runs = runs;
        this.onAgentsChanged = onAgentsChanged;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException {
        try {
            switch (codec.read(message.getBody())) {
                case ControlMessage.Cancel cancel -> runs.cancel(new Lease(cancel.task(), cancel.fence()));
                case ControlMessage.Drain drain -> drain(drain.incarnation());
                case ControlMessage.AgentsChanged changed -> onAgentsChanged.run();
            }
        } catch (UnreadableMessage e) {
            log.warn("An order cannot be read: {}", e.getMessage());
        } finally {
            Objects.requireNonNull(channel)
                    .basicAck(message.getMessageProperties().getDeliveryTag(), false);
        }
    }

    private void drain(UUID incarnation) {
        Incarnation me = current.orNull();
        if (me != null && me.id().equals(incarnation)) {
            draining.ask();
        } else {
            log.debug("{} is asked to drain, which is not this worker any more", incarnation);
        }
    }
}
