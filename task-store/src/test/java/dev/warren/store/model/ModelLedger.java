package dev.warren.store.model;

import dev.warren.model.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger should hold: the rules of {@code docs/protocol.md} in a few lines of Java. A time that is reached in
 * the same second as something else has passed: the ledger's clock never stands still.
 */
final class ModelLedger {

    long now;
    final Map<UUID, ModelTask> tasks = new TreeMap<>();
    final Map<UUID, ModelWorker> workers = new TreeMap<>();
    final Set<String> paused = new HashSet<>();
    private final Map<String, UsedKey> keys = new HashMap<>();
    /** Of ends of children. */
    final Set<News> news = new TreeSet<>(Comparator.comparing(News::parent).thenComparing(News::child));

    int generation = 1;
    int soundGeneration = 1;

    @Nullable
    Long raisedAt;

    private long lastTick;
    private long judgeAfter;

    /** A worker's row. */
    static final class ModelWorker {
        final String name;
        String state = "ALIVE";
        long lastBeat;

        ModelWorker(String name, long now) {
            this.name = name;
            this.lastBeat = now;
        }

        boolean lives() {
            return state.equals("ALIVE") || state.equals("DRAINING");
        }
    }

    record News(UUID parent, UUID child) {}

    private record UsedKey(int body, UUID task, long at) {}

    ModelTask task(UUID id) {
        return Objects.requireNonNull(tasks.get(id));
    }

    @Nullable
    ModelWorker living(UUID incarnation) {
        ModelWorker worker = workers.get(incarnation);
        return worker != null && worker.lives() ? worker : null;
    }

    boolean knows(@Nullable String agent) {
        return Queue.ALL.stream().anyMatch(queue -> queue.agent().equals(agent));
    }

    boolean anyOpen(List<UUID> ids) {
        return ids.stream().anyMatch(id -> !task(id).status.isTerminal());
    }

    /** Parents are told of each end of their children. */
    void tellParents() {
        all().filter(task -> task.parent != null && task.status.isTerminal() && task.toldOfRun != task.run)
                .forEach(task -> {
                    task.toldOfRun = task.run;
                    news.add(new News(Objects.requireNonNull(task.parent), task.id));
                });
    }

    Stream<ModelTask> all() {
        return tasks.values().stream();
    }

    List<String> submit(List<UUID> ids, List<Command.Wish> wishes) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            Command.Wish wish = wishes.get(i);
            UUID id = ids.get(i);
            var used = wish.key() == 0
                    ? new UsedKey(wish.body(), id, now)
                    : keys.computeIfAbsent("key" + wish.key(), key -> new UsedKey(wish.body(), id, now));
            if (!used.task().equals(id)) {
                answers.add((used.body() == wish.body() ? "REPEATED " : "KEY_REUSED ") + used.task());
                continue;
            }
            var task = new ModelTask(
                    id, wish, wish.delay() > 0 ? TaskStatus.SCHEDULED : TaskStatus.QUEUED, now + wish.delay());
            task.publishAt = wish.delay() > 0 ? null : Long.valueOf(now + 5);
            task.sentAt = wish.delay() > 0 ? null : Long.valueOf(now);
            task.brokerGeneration = generation;
            tasks.put(id, task);
            answers.add("ACCEPTED " + task.status);
        }
        return answers;
    }

    void register(UUID incarnation, String name) {
        workers.put(incarnation, new ModelWorker(name, now));
    }

    boolean beat(UUID incarnation) {
        ModelWorker worker = living(incarnation);
        if (worker != null) {
            worker.lastBeat = now;
        }
        return worker != null;
    }

    void leave(UUID incarnation, String state) {
        ModelWorker worker = living(incarnation);
        if (worker != null) {
            worker.state = state;
            worker.lastBeat = now;
        }
    }

    List<String> leases(UUID incarnation) {
        return all().filter(task -> task.running(incarnation))
                .map(task -> task.id + " fence " + task.fence + (task.cancelRequestedAt == null ? "" : " canceled"))
                .toList();
    }

    /** Where nobody looked at the clock for a while, nobody is judged for one lease. */
    String tick() {
        if (now - lastTick >= 5) {
            judgeAfter = now + 15;
        }
        lastTick = now;
        return (now >= judgeAfter) + " generation " + generation + (soundGeneration < generation ? " older left" : "");
    }

    Set<UUID> declareDead() {
        var dead = new HashSet<UUID>();
        if (now >= judgeAfter && now - lastTick < 5) {
            workers.forEach((incarnation, worker) -> {
                if (worker.lives() && now - worker.lastBeat >= 15) {
                    worker.state = "DEAD";
                    dead.add(incarnation);
                }
            });
        }
        return dead;
    }

    /** Keys made, and workers that were last heard of, more than {@code age} ago. */
    int forget(int age) {
        int before = keys.size();
        keys.values().removeIf(key -> key.at() < now - age);
        workers.entrySet()
                .removeIf(worker -> !worker.getValue().lives()
                        && worker.getValue().lastBeat < now - age
                        && all().noneMatch(task -> task.running(worker.getKey())));
        return before - keys.size();
    }

    /**
     * Of those that a statement may take, the ones it took. Where they are more than {@code limit}, the rules do not say
     * which, and it was those that {@code changed}.
     */
    static List<ModelTask> taken(Stream<ModelTask> eligible, int limit, Collection<UUID> changed) {
        List<ModelTask> all = eligible.toList();
        if (all.size() <= limit) {
            return all;
        }
        List<ModelTask> taken =
                all.stream().filter(task -> changed.contains(task.id)).toList();
        return taken.size() == limit ? taken : all.subList(0, limit);
    }
}
