package dev.warren.worker.run;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.worker.Lease;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.lease.Incarnation;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One claimed task while it is here: what its agent sees, the thread it runs on, and whether it must stop. */
final class Attempt implements AgentContext {

    private final Incarnation incarnation;
    private final ClaimedTask task;
    private final Instant deadline;
    private final AtomicInteger openEnds = new AtomicInteger(2);
    private @Nullable JsonNode input;
    private @Nullable Thread thread;
    private volatile @Nullable Stop stop;
    private boolean ended;
    private boolean writtenOff;

    Attempt(Incarnation incarnation, ClaimedTask task) {
        this.incarnation = incarnation;
        this.task = task;
        this.deadline = Instant.now().plus(task.timeout());
    }

    Incarnation incarnation() {
        return incarnation;
    }

    ClaimedTask task() {
        return task;
    }

    Lease lease() {
        return new Lease(task.id(), task.fence());
    }

    /** Begins on the calling thread, unless it was told to stop before. */
    synchronized boolean begin() {
        if (stop != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** Tells it to stop, and why; the first reason stays, but for death. Answers whether it still ran. */
    synchronized boolean stop(Stop why) {
        if (ended) {
            return false;
        }
        if (stop == null || why == Stop.DEAD && stop != Stop.DEAD) {
            stop = why;
            if (thread != null) {
                thread.interrupt();
            }
        }
        return true;
    }

    /** The agent is done: no interrupt comes after this. Answers why it was told to stop, if it was. */
    synchronized @Nullable Stop end() {
        ended = true;
        thread = null;
        Thread.interrupted();
        return stop;
    }

    /** Its result is decided although its thread still runs. Answers whether it did still run. */
    synchronized boolean writeOff() {
        if (ended || writtenOff) {
            return false;
        }
        writtenOff = true;
        return true;
    }

    synchronized boolean isWrittenOff() {
        return writtenOff;
    }

    /** One of its two ends is reached, the thread's or the result's; true for the second. */
    boolean closeOneEnd() {
        return openEnds.decrementAndGet() == 0;
    }

    @Override
    public UUID taskId() {
        return task.id();
    }

    @Override
    public int run() {
        return task.run();
    }

    @Override
    public int attempt() {
        return task.attempt();
    }

    @Override
    public String tenant() {
        return task.tenant();
    }

    @Override
    public int priority() {
        return task.priority();
    }

    @Override
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        TaskJson.read(task.labels())
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString()));
        return Map.copyOf(labels);
    }

    @Override
    public synchronized JsonNode input() {
        if (input == null) {
            try {
                input = TaskJson.read(task.input());
            } catch (JacksonException e) {
                throw new InvalidInputException("input: " + e.getOriginalMessage());
            }
        }
        return input;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean canceled() {
        return stop != null;
    }

    @Override
    public Conversation conversation() {
        throw notYet();
    }

    @Override
    public @Nullable JsonNode answer() {
        throw notYet();
    }

    @Override
    public void addUsage(Usage usage) {
        throw notYet();
    }

    @Override
    public void progress(double fraction, String message) {
        throw notYet();
    }

    @Override
    public void token(String text) {
        throw notYet();
    }

    @Override
    public <T> T step(String name, Class<T> type, Callable<? extends T> work) {
        throw notYet();
    }

    @Override
    public UUID send(ChildTask child) {
        throw notYet();
    }

    @Override
    public ChildResult call(ChildTask child) {
        throw notYet();
    }

    private static IllegalStateException notYet() {
        return new IllegalStateException("This worker cannot do that yet");
    }
}
