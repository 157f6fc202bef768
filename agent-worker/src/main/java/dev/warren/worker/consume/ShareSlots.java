package dev.warren.worker.consume;

import java.util.List;

/** Shares free slots among queues, more of them to those that messages come from. */
final class ShareSlots {

    /** How many idle queues a busy one counts for: enough for nearly all slots, and none is left without. */
    private static final int BUSY_WEIGHT = 8;

    private ShareSlots() {}

    /**
     * How many of {@code free} slots are for {@code queue}.
     *
     * @param all queues, {@code queue} among them
     * @param now by the monotonic clock
     */
    static int of(int free, AgentQueue queue, List<AgentQueue> all, long now) {
        int weights = all.stream().mapToInt(other -> weight(other, now)).sum();
        return free * weight(queue, now) / weights;
    }

    private static int weight(AgentQueue queue, long now) {
        return queue.isBusy(now) ? BUSY_WEIGHT : 1;
    }
}
