package dev.warren.doctor.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Whether workers are there and their hearts beat, by the ledger's clock. */
final class WorkersBeat implements Check {

    private static final String RECENT = """
            select name, state, slots, running, extract(epoch from clock_timestamp() - last_beat) as silent,
                   extract(epoch from clock_timestamp() - started_at) as age
            from worker
            where state in ('ALIVE', 'DRAINING') or state = 'DEAD' and last_beat > clock_timestamp() - interval '1 h'
            order by state, name
            """;

    private static final String QUEUED = "select exists (select from task where status = 'QUEUED')";

    /** A beat comes every 5 s; after 15 s of silence a sweep, within some seconds, calls the worker dead. */
    private static final double LATE = 8;

    private static final double DEAD = 20;
    private static final double LONG_DRAIN = 3_600;
    /** As many deaths of one worker in an hour are no accident. */
    private static final int DIES_AGAIN_AND_AGAIN = 3;

    private static final double OVER = 600;

    private final Ledger ledger;

    WorkersBeat(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "workers";
    }

    record Worker(String name, String state, int slots, int running, double silent, double age) {
        boolean isDead() {
            return state.equals("DEAD");
        }
    }

    @Override
    public List<Finding> look() throws SQLException {
        return ledger.read(connection -> judge(
                Ledger.list(
                        connection,
                        RECENT,
                        row -> new Worker(
                                row.getString("name"),
                                row.getString("state"),
                                row.getInt("slots"),
                                row.getInt("running"),
                                row.getDouble("silent"),
                                row.getDouble("age"))),
                Ledger.one(connection, QUEUED, row -> row.getBoolean(1))));
    }

    static List<Finding> judge(List<Worker> workers, boolean tasksWait) {
        List<Finding> findings = new ArrayList<>();
        List<Worker> alive = workers.stream()
                .filter(worker -> worker.state().equals("ALIVE"))
                .toList();
        workers.stream().filter(worker -> !worker.isDead()).forEach(worker -> findings.addAll(judge(worker)));
        workers.stream()
                .filter(Worker::isDead)
                .collect(groupingBy(Worker::name, LinkedHashMap::new, toList()))
                .forEach((name, deaths) -> findings.add(judge(name, deaths, alive)));
        int slots = alive.stream().mapToInt(Worker::slots).sum();
        int running = alive.stream().mapToInt(Worker::running).sum();
        if (alive.isEmpty()) {
            findings.addFirst(
                    tasksWait
                            ? Finding.problem(Runbook.NO_WORKER, "No worker takes tasks, and tasks wait.")
                            : Finding.note(Runbook.NO_WORKER, "No worker takes tasks."));
        } else {
            findings.addFirst(Finding.ok(
                    "%s, with %d of %d slots in use at the last heartbeats.",
                    alive.size() == 1 ? "One worker takes tasks" : alive.size() + " workers take tasks",
                    running,
                    slots));
            if (running >= slots && tasksWait) {
                findings.add(Finding.note(
                        Runbook.WAITS_LONG, "Every slot is in use, and tasks wait: more workers would help."));
            }
        }
        return findings;
    }

    private static Finding judge(String name, List<Worker> deaths, List<Worker> alive) {
        double last = deaths.stream().mapToDouble(Worker::silent).min().orElseThrow();
        String back =
                alive.stream().anyMatch(other -> other.name().equals(name)) ? " It has been started again since." : "";
        if (deaths.size() == 1) {
            return Finding.note(
                    Runbook.SILENT_WORKER,
                    "Worker %s fell silent %s ago and was called dead; its tasks went elsewhere.%s",
                    name,
                    Seconds.inWords(last),
                    back);
        }
        String sentence = "Worker %s was called dead %d times within an hour, and fell silent %s ago the last time.%s"
                .formatted(name, deaths.size(), Seconds.inWords(last), back);
        return deaths.size() >= DIES_AGAIN_AND_AGAIN && last < OVER
                ? Finding.problem(Runbook.WORKERS_KEEP_DYING, "%s", sentence)
                : Finding.note(Runbook.SILENT_WORKER, "%s", sentence);
    }

    private static List<Finding> judge(Worker worker) {
        if (worker.silent() > DEAD) {
            return List.of(Finding.problem(
                    Runbook.SILENT_WORKER,
                    "Worker %s has been silent for %s and is not called dead: no gateway judges, so what it runs is stuck.",
                    worker.name(),
                    Seconds.inWords(worker.silent())));
        }
        if (worker.silent() > LATE) {
            return List.of(Finding.note(
                    Runbook.SILENT_WORKER,
                    "Worker %s has been silent for %s; after 15 s it is called dead.",
                    worker.name(),
                    Seconds.inWords(worker.silent())));
        }
        return worker.state().equals("DRAINING") && worker.running() == 0 && worker.age() > LONG_DRAIN
                ? List.of(Finding.note(
                        Runbook.SILENT_WORKER,
                        "Worker %s is drained and runs nothing: it can be stopped.",
                        worker.name()))
                : List.of();
    }
}
