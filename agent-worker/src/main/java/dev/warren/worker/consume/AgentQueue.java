package dev.warren.worker.consume;

import dev.warren.model.topology.Topology;
import dev.warren.worker.consume.Subscription.ClaimsFor;
import dev.warren.worker.slot.Slots;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One agent's queue as {@link KeepSubscribed} sees it: whether it is subscribed, and when to look again. */
final class AgentQueue {

    /** Of all queues, because one that comes back must not use an old tag again. */
    private static final AtomicLong SUBSCRIPTIONS = new AtomicLong();

    private static final long LATELY = Duration.ofSeconds(10).toNanos();

    private final String agent;
    private final @Nullable String version;
    private final String name;
    private long notBefore = System.nanoTime();
    private long lastHeard = notBefore - LATELY;
    private long fullSince;
    private long freesWhenFull = -1;
    private @Nullable Subscription subscription;

    /** @param version that claims name; null where the ledger knows it */
    AgentQueue(String agent, @Nullable String version) {
        this.agent = agent;
        this.version = version;
        this.name = Topology.agentQueue(agent, Topology.SHARED_LANE);
    }

    String agent() {
        return agent;
    }

    String name() {
        return name;
    }

    @Nullable
    Subscription subscription() {
        return subscription;
    }

    Subscription begin(int prefetch, long now) {
        freesWhenFull = -1;
        subscription = new Subscription(
                new ClaimsFor(agent, version), name, name + "-" + SUBSCRIPTIONS.incrementAndGet(), prefetch, now);
        return subscription;
    }

    void end() {
        lastHeard = lastHeard();
        subscription = null;
    }

    /** Whether messages came from it lately. */
    boolean isBusy(long now) {
        return now - lastHeard() < LATELY;
    }

    private long lastHeard() {
        return subscription == null || subscription.lastHeard() == subscription.opened()
                ? lastHeard
                : subscription.lastHeard();
    }

    void lookAgainAt(long time) {
        notBefore = time;
    }

    boolean holdsOff(long now) {
        return now - notBefore < 0;
    }

    /** For how long there has been no slot for this agent and none was freed either, in nanoseconds. */
    long stuckFor(Slots slots, long now) {
        long frees = slots.frees();
        if (slots.free(agent) > 0) {
            freesWhenFull = -1;
        } else if (freesWhenFull != frees) {
            freesWhenFull = frees;
            fullSince = now;
        }
        return freesWhenFull < 0 ? 0 : now - fullSince;
    }
}
