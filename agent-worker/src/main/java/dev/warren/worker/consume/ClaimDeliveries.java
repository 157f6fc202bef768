package dev.warren.worker.consume;

import dev.warren.model.fault.Failpoint;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.group.GroupCommit;
import dev.warren.worker.consume.Subscription.Closing;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.run.RunAttempts;
import dev.warren.worker.slot.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the tasks of deliveries that have a slot, many in one commit, and does with each delivery what the ledger's
 * verdict says. Messages are acknowledged when their claims are committed, those of a group together; from then on the
 * lease owns the task.
 */
public final class ClaimDeliveries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClaimDeliveries.class);
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(200, 20_000, Duration.ofSeconds(5));

    /** A verdict, and for whom. */
    private record Answer(Incarnation incarnation, ClaimVerdict verdict) {}

    private final ClaimTasks ledger;
    private final CurrentIncarnation current;
    private final RunAttempts runs;
    private final Slots slots;
    private final WorkerMetrics metrics;
    private final GroupCommit<ClaimRequest, Answer> group;
    private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();
    private final Queue<Delivery> answered = new ConcurrentLinkedQueue<>();

    public ClaimDeliveries(
            ClaimTasks ledger, CurrentIncarnation current, RunAttempts runs, Slots slots, WorkerMetrics metrics) {
        this.ledger = ledger;
        this.current = current;
        this.runs = runs;
        this.slots = slots;
        this.metrics = metrics;
        this.group = new GroupCommit<>("warren-claim", LIMITS, this::claimAll, LedgerFailures::mayBeOfOneRow);
        this.group.observe(metrics::claimGroup);
        this.group.afterGroup(this::acknowledge);
    }

    /** Tasks whose claims have not been answered yet. */
    public Set<UUID> underWay() {
        return Set.copyOf(underWay.keySet());
    }

    /** How many these are. */
    public int waiting() {
        return underWay.size();
    }

    /** Claims for {@code delivery}, which has a slot; never blocks. */
    void claim(Delivery delivery) {
        underWay.merge(delivery.request().task(), 1, Integer::sum);
        try {
            group.submit(delivery.request()).whenComplete((answer, failure) -> decide(delivery, answer, failure));
        } catch (GroupCommit.Overloaded e) {
            decide(delivery, null, e);
        }
    }

    private List<Answer> claimAll(List<ClaimRequest> requests) {
        Incarnation incarnation = current.get();
        if (!incarnation.holdsLease()) {
            return requests.stream()
                    .map(request -> new Answer(incarnation, new ClaimVerdict.NotMe()))
                    .toList();
        }
        List<ClaimVerdict> verdicts = ledger.claim(incarnation.id(), requests);
        if (Failpoint.CLAIM_COMMITTED.loses()) {
            throw LedgerFailures.answerLost("failpoint");
        }
        return verdicts.stream()
                .map(verdict -> new Answer(incarnation, verdict))
                .toList();
    }

    private void decide(Delivery delivery, @Nullable Answer answer, @Nullable Throwable failure) {
        if (answer == null) {
            log.debug("No answer to the claim of task {}", delivery.request().task(), failure);
            metrics.claim("unknown");
            putBack(delivery, Closing.LEDGER_AWAY);
        } else {
            switch (answer.verdict()) {
                case ClaimVerdict.Claimed claimed -> {
                    metrics.claim("claimed");
                    // Known to run before it is no longer known to be claimed.
                    runs.start(answer.incarnation(), claimed.task());
                    forget(delivery);
                    acknowledge(delivery);
                }
                case ClaimVerdict.RowRefuses refused -> {
                    metrics.claim("row");
                    forget(delivery);
                    acknowledge(delivery);
                    slots.release(delivery.subscription().agent());
                }
                case ClaimVerdict.NotMe notMe -> {
                    metrics.claim("not_me");
                    putBack(delivery, Closing.NOT_NOW);
                }
            }
        }
    }

    /** With the others of its group, unless its answer was there before anybody waited for it. */
    private void acknowledge(Delivery delivery) {
        answered.add(delivery);
        if (!group.isAnswering()) {
            acknowledge();
        }
    }

    private void acknowledge() {
        var bySubscription = new IdentityHashMap<Subscription, List<Delivery>>();
        for (Delivery next = answered.poll(); next != null; next = answered.poll()) {
            bySubscription
                    .computeIfAbsent(next.subscription(), key -> new ArrayList<>())
                    .add(next);
        }
        bySubscription.forEach(Subscription::acknowledge);
    }

    private void putBack(Delivery delivery, Closing why) {
        forget(delivery);
        delivery.subscription().putBack(delivery, why);
        slots.release(delivery.subscription().agent());
    }

    private void forget(Delivery delivery) {
        underWay.computeIfPresent(delivery.request().task(), (task, count) -> count == 1 ? null : count - 1);
    }

    /** Answers what was asked and takes no more. */
    @Override
    public void close() {
        group.close();
    }
}
