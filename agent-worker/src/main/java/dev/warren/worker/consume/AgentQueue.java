package dev.warren.worker.consume;

import dev.warren.model.topology.Topology;
import dev.warren.worker.slot.Slots;
import org.jspecify.annotations.Nullable;

/** One agent's queue as {@link KeepSubscribed} sees it: whether it is subscribed, and when to look again. */
final class AgentQueue {

    private final String agent;
    private final String name;
    private int subscriptions;
    private long notBefore = System.nanoTime();
    private long fullSince;
    private long freesWhenFull = -1;
    private @Nullable Subscription subscription;

    AgentQueue(String agent) {
        this.agent = agent;
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
        subscription = new Subscription(agent, name, name + "-" + ++subscriptions, prefetch, now);
        return subscription;
    }

    void end() {
        subscription = null;
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
