package dev.warren.store.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everybody and everything that commands name by its place, oldest first; and what the broker holds. */
final class Traffic {

    final List<UUID> tasks = new ArrayList<>();
    final List<UUID> incarnations = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<Attempt> attempts = new ArrayList<>();
    /** All that were ever asked. */
    final List<Asked> questions = new ArrayList<>();
    /** Published and neither acknowledged nor lost. */
    final Set<Message> atBroker = new HashSet<>();
    /** Of these tasks the broker has lost a message. */
    final Set<UUID> lost = new HashSet<>();

    /** A task's question. */
    record Asked(UUID task, UUID question) {}

    void publish(Message message) {
        messages.add(message);
        atBroker.add(message);
    }

    /** Whether the broker has a message for this fence of the task. */
    boolean holds(UUID task, long fence) {
        return atBroker.stream().anyMatch(message -> message.task().equals(task) && message.fence() == fence);
    }

    /** The broker loses everything. */
    void wipe() {
        atBroker.forEach(message -> lost.add(message.task()));
        atBroker.clear();
    }

    /** The element at a place, counted from the youngest and around; none of none. */
    static <T> @Nullable T pick(List<T> from, int place) {
        return from.isEmpty() ? null : from.get(from.size() - 1 - place % from.size());
    }

    static <T> List<T> pick(List<T> from, List<Integer> places) {
        List<T> picked = new ArrayList<>();
        for (int place : places) {
            T one = pick(from, place);
            if (one != null) {
                picked.add(one);
            }
        }
        return picked;
    }

    /** A text with names that people can tell apart for tasks and workers. */
    String readable(String text) {
        String readable = text;
        for (int i = 0; i < tasks.size(); i++) {
            readable = readable.replace(tasks.get(i).toString(), "task" + (i + 1));
        }
        for (int i = 0; i < incarnations.size(); i++) {
            readable = readable.replace(incarnations.get(i).toString(), "worker" + (i + 1));
        }
        return readable;
    }
}
