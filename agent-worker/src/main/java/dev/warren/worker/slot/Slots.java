package dev.warren.worker.slot;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the tasks that this worker has taken on: a slot is taken before the claim and freed when the attempt's thread has
 * ended and its result is on its way. Agents may have a limit of their own below the worker's.
 */
public final class Slots {

    private final int total;
    private final Map<String, Integer> limits;
    private final Map<String, Integer> usedByAgent = new HashMap<>();
    private int used;
    private long frees;
    private volatile Runnable onFree = () -> {};

    /**
     * @param total most tasks at once, 1 or more
     * @param limits most tasks of one agent at once, by the agent's name
     */
    public Slots(int total, Map<String, Integer> limits) {
        this.total = total;
        this.limits = Map.copyOf(limits);
    }

    /** Calls {@code onFree} after each slot that becomes free, on the thread that freed it. */
    public void onFree(Runnable onFree) {
        this.onFree = onFree;
    }

    /** Takes a slot for {@code agent} if there is room. */
    public synchronized boolean take(String agent) {
        if (free(agent) < 1) {
            return false;
        }
        used++;
        usedByAgent.merge(agent, 1, Integer::sum);
        return true;
    }

    /** Gives back a slot that was taken for {@code agent}. */
    public void release(String agent) {
        synchronized (this) {
            if (usedByAgent.getOrDefault(agent, 0) < 1) {
                throw new IllegalStateException("No slot of " + agent + " is taken");
            }
            used--;
            frees++;
            usedByAgent.merge(agent, -1, Integer::sum);
        }
        onFree.run();
    }

    /** How many more tasks of {@code agent} there is room for. */
    public synchronized int free(String agent) {
        int ofAgent = limits.getOrDefault(agent, total) - usedByAgent.getOrDefault(agent, 0);
        return Math.max(0, Math.min(total - used, ofAgent));
    }

    public int total() {
        return total;
    }

    public synchronized int used() {
        return used;
    }

    /** How often a slot became free so far: tells a worker that is full and moves from one that is stuck. */
    public synchronized long frees() {
        return frees;
    }
}
