package dev.warren.worker.consume;

import dev.warren.worker.broker.ConsumerContainer;
import dev.warren.worker.hosting.AgentsHere;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.slot.Slots;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** Consumes the queues of the hosted agents, from {@link #start()} to {@link #stop}. */
public final class ConsumeTasks {

    private static final Logger log = LoggerFactory.getLogger(ConsumeTasks.class);
    private static final long LOOK_AGAIN = Duration.ofMillis(100).toNanos();
    /** Where nothing is amiss and nothing arrives: what happens then is told, or can wait so long. */
    private static final long LOOK_AGAIN_IDLE = Duration.ofMillis(250).toNanos();

    private final ConsumerContainer consumers;
    private final KeepSubscribed keepSubscribed;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * What tells whether tasks may be started here.
     *
     * @param maxPrefetch most unacknowledged deliveries of one queue, 1 or more
     */
    public record Limits(Slots slots, CurrentIncarnation current, int maxPrefetch) {}

    public ConsumeTasks(
            ConnectionFactory broker, AgentsHere agents, Limits limits, ClaimDeliveries claim, WorkerMetrics metrics) {
        var subscriptions = new OpenSubscriptions();
        var handOutSlots = new HandOutSlots(subscriptions, limits.slots(), claim);
        this.consumers = new ConsumerContainer(
                broker, "warren-tasks", new ReceiveClaimChecks(subscriptions, handOutSlots, metrics));
        this.keepSubscribed = new KeepSubscribed(
                consumers,
                subscriptions,
                new KeepSubscribed.Wishes(agents, limits.current(), limits.slots(), limits.maxPrefetch()),
                metrics);
        consumers.onGone(tag -> {
            Subscription subscription = subscriptions.get(tag);
            if (subscription != null) {
                subscription.gone();
                lookAgain();
            }
        });
        limits.slots().onFree(() -> {
            handOutSlots.handOut();
            if (keepSubscribed.isAnyUnsubscribed()) {
                lookAgain();
            }
        });
    }

    public synchronized void start() {
        consumers.start();
        thread = Thread.ofPlatform().name("warren-consume").daemon().start(this::keepSubscribed);
    }

    /** Something has changed that may bring consumers back, or end them. */
    public void lookAgain() {
        Thread waiting = thread;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    public boolean isBrokerAway() {
        return keepSubscribed.isBrokerAway();
    }

    /** Ends all consumption: claims nothing more and gives back what waits. Takes at most about {@code longest}. */
    public synchronized void stop(Duration longest) throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            if (!running.join(longest)) {
                log.warn("The broker does not answer, leaves its consumers behind");
                running.interrupt();
            }
        }
        consumers.destroy();
    }

    private void keepSubscribed() {
        try {
            while (!stopping) {
                try {
                    keepSubscribed.lookAgain();
                } catch (RuntimeException e) {
                    log.error("Looking after the consumers failed, goes on", e);
                    TimeUnit.SECONDS.sleep(1);
                }
                LockSupport.parkNanos(keepSubscribed.isIdle() ? LOOK_AGAIN_IDLE : LOOK_AGAIN);
            }
            keepSubscribed.closeAll();
        } catch (InterruptedException e) {
            log.debug("Interrupted", e);
        }
    }
}
