package dev.warren.gateway.wait;

import dev.warren.model.message.TasksEnded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Callers who wait for tasks to end. One who waits costs a virtual thread and an entry here, no connection. Woken by
 * events, by {@link LookForEnded} where an event was lost, and all of them when the gateway stops.
 */
@Component
@EnableConfigurationProperties(WaitProperties.class)
public class WaitingCallers implements SmartLifecycle {

    private final Map<UUID, Set<Waiting>> byTask = new ConcurrentHashMap<>();
    private final Semaphore room;
    private volatile boolean running;

    WaitingCallers(WaitProperties properties) {
        this.room = new Semaphore(properties.mostCallers());
    }

    /** One caller's wait for one task. */
    public final class Waiting implements AutoCloseable {

        private final UUID task;
        private final Semaphore news = new Semaphore(0);

        private Waiting(UUID task) {
            this.task = task;
        }

        /**
         * Waits for news of the task's end. There may be some although it has not ended, or has started again: look.
         *
         * @return false where there was none in time, or the gateway stops
         */
        public boolean await(Duration atMost) {
            try {
                return news.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS) && running;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            byTask.computeIfPresent(task, (id, waiting) -> {
                waiting.remove(this);
                return waiting.isEmpty() ? null : waiting;
            });
            room.release();
        }
    }

    /** Begins to wait; whoever does so reads the task afterwards, or misses its end. Empty where there is no room. */
    public Optional<Waiting> begin(UUID task) {
        if (!running || !room.tryAcquire()) {
            return Optional.empty();
        }
        var added = new Waiting(task);
        byTask.compute(task, (id, waiting) -> {
            Set<Waiting> all = waiting == null ? ConcurrentHashMap.newKeySet(1) : waiting;
            all.add(added);
            return all;
        });
        return Optional.of(added);
    }

    /** These tasks ended: wakes whoever waits for them here. */
    public void ended(TasksEnded event) {
        event.tasks().forEach(ended -> wake(ended.task()));
    }

    /** There is news of a task's end. */
    public void wake(UUID task) {
        Set<Waiting> waiting = byTask.get(task);
        if (waiting != null) {
            waiting.forEach(one -> one.news.release());
        }
    }

    List<UUID> awaited() {
        return new ArrayList<>(byTask.keySet());
    }

    @Override
    public void start() {
        running = true;
    }

    /** Runs before the web server waits for its requests to end. */
    @Override
    public void stop() {
        running = false;
        awaited().forEach(this::wake);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
