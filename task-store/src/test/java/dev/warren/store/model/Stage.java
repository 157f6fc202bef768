package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Command.Wish;
import java.util.List;
import java.util.UUID;

/** An empty ledger on which a scenario is set up in a few words. */
final class Stage {

    private static final Wish PLAIN = new Wish(0, 5, 3, 0, 0, 600, 0, 1);

    final LedgerDatabase database;
    final RealLedger ledger;
    final RealRecovery recovery;
    final RealTalk talk;

    Stage(LedgerDatabase database) {
        this.database = database;
        this.ledger = new RealLedger(database.jdbc);
        this.recovery = new RealRecovery(database.jdbc);
        this.talk = new RealTalk(database.jdbc);
        database.empty();
    }

    Session session() {
        return new Session(database);
    }

    /** A session that holds the task's row. */
    Session holding(UUID task) {
        Session session = new Session(database).begin();
        hold(session, task);
        return session;
    }

    static void hold(Session session, UUID task) {
        session.jdbc.query("select id from task where id = ? for update", row -> {}, task);
    }

    UUID worker() {
        UUID incarnation = database.nextId();
        ledger.register(incarnation, "worker");
        return incarnation;
    }

    UUID task() {
        UUID task = database.nextId();
        assertThat(ledger.submit(List.of(task), List.of(PLAIN), 1)).containsExactly("ACCEPTED QUEUED");
        return task;
    }

    static Wish keyed(int key) {
        return new Wish(0, 5, 3, 0, 0, 600, key, 1);
    }

    static Message message(UUID task) {
        return new Message(task, 1, "echo", 1);
    }

    Attempt claimed(UUID worker, UUID task) {
        assertThat(ledger.claim(worker, List.of(message(task)))).allMatch(verdict -> verdict.startsWith("CLAIMED"));
        return new Attempt(worker, task, 2);
    }

    /** A child that the attempt has sent. */
    UUID child(Attempt parent) {
        UUID child = database.nextId();
        assertThat(talk.send(parent, child, "child " + child, "echo")).isEqualTo("sent " + child);
        return child;
    }

    static List<ModelAttempts.Ended> results(Command.Way way, Attempt... attempts) {
        return List.of(attempts).stream()
                .map(attempt -> new ModelAttempts.Ended(attempt, way, 1))
                .toList();
    }

    /** Changes a task's row by hand. */
    void set(UUID task, String columns) {
        database.jdbc.update("update task set " + columns + " where id = ?", task);
    }

    /** Lets a worker have been silent for longer than its lease, while gateways watched. */
    void silence(UUID worker) {
        database.jdbc.update("update ledger_clock set last_tick = clock_timestamp(), judge_after = clock_timestamp()");
        database.jdbc.update(
                "update worker set last_beat = clock_timestamp() - interval '16 s' where incarnation = ?", worker);
    }

    boolean holds(String condition, UUID task) {
        return Boolean.TRUE.equals(
                database.jdbc.queryForObject("select " + condition + " from task where id = ?", Boolean.class, task));
    }

    String status(UUID task) {
        return String.valueOf(database.jdbc.queryForObject("select status from task where id = ?", String.class, task));
    }
}
