package dev.warren.worker.consume;

import dev.warren.worker.broker.ConsumerContainer;
import dev.warren.worker.consume.Subscription.Closing;
import dev.warren.worker.hosting.AgentsHere;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.slot.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * Holds a consumer on the queue of each agent for as long as there is room, the lease holds and the agent may have tasks,
 * and gives everything back that found no slot within a second. One thread calls it, again and again.
 */
final class KeepSubscribed {

    private static final Logger log = LoggerFactory.getLogger(KeepSubscribed.class);
    /** Less than the second after which a delivery must not wait here any more, by what closing takes. */
    private static final long LONGEST_WAIT = Duration.ofMillis(800).toNanos();

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(5);
    private static final long MISSING_RETRY = Duration.ofSeconds(2).toNanos();
    private static final long NOT_NOW_RETRY = Duration.ofSeconds(1).toNanos();
    private static final long LONG_ENOUGH = Duration.ofSeconds(2).toNanos();

    private final ConsumerContainer consumers;
    private final OpenSubscriptions subscriptions;
    private final Wishes wishes;
    private final WorkerMetrics metrics;
    private final List<AgentQueue> queues = new ArrayList<>();
    private final LogMissing missing = new LogMissing();
    private final Pace broker = new Pace();
    private final Pace ledger = new Pace();
    private volatile boolean anyUnsubscribed = true;

    /**
     * What decides whether, and how widely, queues are consumed.
     *
     * @param maxPrefetch most unacknowledged deliveries of one queue
     */
    record Wishes(AgentsHere agents, CurrentIncarnation current, Slots slots, int maxPrefetch) {}

    KeepSubscribed(ConsumerContainer consumers, OpenSubscriptions subscriptions, Wishes wishes, WorkerMetrics metrics) {
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.wishes = wishes;
        this.metrics = metrics;
    }

    /** Brings the consumers to what is wished now. */
    void lookAgain() throws InterruptedException {
        long now = System.nanoTime();
        agreeOnAgents();
        noticeLedger(now);
        for (AgentQueue queue : queues) {
            Subscription open = queue.subscription();
            if (open != null) {
                keepOrClose(queue, open, now);
            }
        }
        if (ledger.isTroubled() && !ledger.holdsOff(now)) {
            askLedger(now);
        }
        for (AgentQueue queue : queues) {
            if (queue.subscription() == null && wanted(queue, now)) {
                open(queue);
            }
        }
        anyUnsubscribed = queues.stream().anyMatch(queue -> queue.subscription() == null);
    }

    /** Agents come and go while the worker runs. */
    private void agreeOnAgents() throws InterruptedException {
        Set<String> wanted = new LinkedHashSet<>(wishes.agents().names());
        for (AgentQueue queue : List.copyOf(queues)) {
            if (!wanted.remove(queue.agent())) {
                Subscription open = queue.subscription();
                if (open != null) {
                    open.close(Closing.UNWANTED);
                    close(queue, open, Closing.UNWANTED);
                }
                queues.remove(queue);
            }
        }
        for (String agent : wanted) {
            queues.add(new AgentQueue(agent, wishes.agents().versionToClaim(agent)));
            metrics.agent(agent, wishes.agents().versionToClaim(agent));
        }
    }

    /** Whether every queue is consumed and nothing waits here. For the thread that looks. */
    boolean isIdle() {
        return !ledger.isTroubled() && !broker.isTroubled() && queues.stream().allMatch(KeepSubscribed::isIdle);
    }

    private static boolean isIdle(AgentQueue queue) {
        Subscription open = queue.subscription();
        return open != null && open.closing() == null && open.isIdle();
    }

    /** Whether some queue is not consumed, so that a free slot is news. */
    boolean isAnyUnsubscribed() {
        return anyUnsubscribed;
    }

    /** Ends all consumption. */
    void closeAll() throws InterruptedException {
        queues.stream().map(AgentQueue::subscription).forEach(open -> {
            if (open != null) {
                open.close(Closing.UNWANTED);
            }
        });
        for (AgentQueue queue : queues) {
            Subscription open = queue.subscription();
            if (open != null) {
                close(queue, open, Closing.UNWANTED);
            }
        }
    }

    /** Whether the broker could not be reached last time. */
    boolean isBrokerAway() {
        return broker.isTroubled();
    }

    private void noticeLedger(long now) {
        boolean away = queues.stream()
                .map(AgentQueue::subscription)
                .anyMatch(open -> open != null && open.closing() == Closing.LEDGER_AWAY);
        if (away && !ledger.holdsOff(now)) {
            Duration wait = ledger.failed(now);
            log.warn("The ledger does not answer; consumes nothing, asks it again in {} ms", wait.toMillis());
        }
    }

    private void askLedger(long now) {
        Incarnation me = wishes.current().orNull();
        if (me == null) {
            return;
        }
        try {
            wishes.agents().paused().are(me.life().pausedAgents());
            ledger.succeeded();
            log.info("The ledger answers again");
        } catch (DataAccessException e) {
            Duration wait = ledger.failed(System.nanoTime());
            log.warn("The ledger still does not answer, asks it again in {} ms", wait.toMillis());
            log.debug("Its failure", e);
        }
    }

    private boolean wanted(AgentQueue queue, long now) {
        return !ledger.isTroubled()
                && !broker.holdsOff(now)
                && !queue.holdsOff(now)
                && wishes.current().holdsLease()
                && wishes.agents().mayRun(queue.agent())
                && wishes.slots().free(queue.agent()) > 0;
    }

    private void keepOrClose(AgentQueue queue, Subscription open, long now) throws InterruptedException {
        if (open.isGone()) {
            lost(queue, open, now);
            return;
        }
        Delivery next = open.next();
        long stuck = queue.stuckFor(wishes.slots(), now);
        if (next != null && now - next.arrived() > LONGEST_WAIT || stuck > LONGEST_WAIT) {
            open.close(Closing.NO_ROOM);
        } else if (ledger.isTroubled()
                || !wishes.current().holdsLease()
                || !wishes.agents().mayRun(queue.agent())
                || now - open.opened() > LONG_ENOUGH && open.prefetch() * 2 <= prefetch(queue)) {
            open.close(Closing.UNWANTED);
        }
        if (isSilent(queue, open, now)) {
            log.warn(
                    "Nothing arrives from {} although messages wait there: closes its consumer and opens a new one",
                    queue.name());
            metrics.silentConsumer(queue.agent());
            open.close(Closing.SILENT);
        }
        Closing why = open.closing();
        if (why != null) {
            close(queue, open, why);
        }
    }

    /** Costs nothing while messages arrive, and one question to the broker every half a minute otherwise. */
    private boolean isSilent(AgentQueue queue, Subscription open, long now) {
        Silence silence = open.silence();
        if (open.closing() != null || !open.isIdle() || wishes.slots().free(queue.agent()) == 0) {
            silence.heard(now);
            return false;
        }
        if (!silence.wantsLook(now)) {
            return false;
        }
        try {
            return silence.isSilent(consumers.waiting(queue.name()).orElse(0), now);
        } catch (AmqpException e) {
            log.debug("The broker does not say how many messages wait in {}", queue.name(), e);
            return silence.isSilent(0, now);
        }
    }

    private void lost(AgentQueue queue, Subscription open, long now) {
        Duration wait = broker.failed(now);
        log.warn("The consumer of {} is gone; the next one in {} ms at the earliest", queue.name(), wait.toMillis());
        open.close(Closing.UNWANTED);
        forget(queue, open);
    }

    private void forget(AgentQueue queue, Subscription open) {
        consumers.unsubscribe(queue.name());
        open.canceled();
        subscriptions.remove(open);
        queue.end();
    }

    /**
     * Nothing that is claimed is given back, and what is given back goes to others: claims are answered first, what
     * waited is given back, the consumer is canceled, and what the broker sent in between goes back last.
     */
    private void close(AgentQueue queue, Subscription open, Closing why) throws InterruptedException {
        if (why == Closing.NOT_NOW) {
            queue.lookAgainAt(System.nanoTime() + NOT_NOW_RETRY);
        }
        try {
            if (!open.awaitSettled(LONGEST_SETTLING)) {
                log.warn("Closes the consumer of {} although claims are not answered", queue.name());
            }
        } finally {
            open.drain().forEach(Delivery::giveBack);
            forget(queue, open);
        }
        log.debug("Closed the consumer of {}: {}", queue.name(), why);
    }

    private void open(AgentQueue queue) {
        Subscription open = null;
        try {
            if (consumers.waiting(queue.name()).isEmpty()) {
                missing.report(queue.name());
                queue.lookAgainAt(System.nanoTime() + MISSING_RETRY);
                return;
            }
            missing.found(queue.name());
            open = queue.begin(prefetch(queue), System.nanoTime());
            subscriptions.add(open);
            consumers.subscribe(open.queue(), open.tag(), open.prefetch());
            if (broker.isTroubled()) {
                broker.succeeded();
                log.info("The broker answers again");
            }
            log.debug("Consumes {} with prefetch {}", queue.name(), open.prefetch());
        } catch (AmqpException e) {
            brokerFailed(queue, open, e);
        }
    }

    private void brokerFailed(AgentQueue queue, @Nullable Subscription open, AmqpException e) {
        Duration wait = broker.failed(System.nanoTime());
        String reason = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
        log.warn("Cannot consume {} ({}), tries again in {} ms", queue.name(), reason, wait.toMillis());
        log.debug("The broker's failure", e);
        if (open != null) {
            forget(queue, open);
        }
    }

    /** At most the free slots, shared among the queues; at least 1. */
    private int prefetch(AgentQueue queue) {
        int share = ShareSlots.of(wishes.slots().free(queue.agent()), queue, queues, System.nanoTime());
        return Math.max(1, Math.min(share, wishes.maxPrefetch()));
    }
}
