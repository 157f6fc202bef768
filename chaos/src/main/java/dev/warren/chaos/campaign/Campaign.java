package dev.warren.chaos.campaign;

import dev.warren.chaos.check.Check;
import dev.warren.chaos.check.Evidence;
import dev.warren.chaos.check.InvariantResult;
import dev.warren.chaos.check.SampleProcesses;
import dev.warren.chaos.cluster.ChaosCluster;
import dev.warren.chaos.cluster.Layout;
import dev.warren.chaos.cluster.Programs;
import dev.warren.chaos.cluster.Size;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.fault.InjectFaults;
import dev.warren.chaos.fault.Scene;
import dev.warren.chaos.fault.Schedule;
import dev.warren.chaos.journal.FaultLog;
import dev.warren.chaos.load.Load;
import dev.warren.chaos.report.Report;
import dev.warren.local.cluster.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One campaign: start, warm up, load and faults, heal, be quiet, check, report. */
final class Campaign implements AutoCloseable {

    static final Size SIZE = new Size(2, 3);

    /** What only the campaign itself sees. */
    static final String QUIET_ID = "quiet";

    static final String HOSTILE_ID = "F12";
    /** The fact that says how long it was. */
    static final String MINUTES = "Minutes";

    /** New processes are slow; in a short campaign that is a part of what they have to stand. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(10);
    private static final int SHORT_MINUTES = 5;
    /** The load goes on so long after the last fault has begun. */
    private static final Duration TAIL = Duration.ofSeconds(10);

    private static final Duration READY = Duration.ofSeconds(180);
    /** The longest task, its retries with their back-off, a lease, and some. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final Options options;
    private final Layout layout;
    private final Progress progress;
    private final List<FaultRecord> faults = new CopyOnWriteArrayList<>();
    private final Scene.Notes notes = new Scene.Notes();
    private @Nullable ChaosCluster cluster;

    Campaign(Options options, Layout layout, Progress progress) {
        this.options = options;
        this.layout = layout;
        this.progress = progress;
    }

    /**
     * @param project holds the built gateway
     * @param jar the campaign's own
     * @return whether every invariant held
     */
    boolean run(Path project, Path jar) throws InterruptedException, SQLException {
        Programs programs = Programs.unpacked(layout, project, jar, progress);
        ChaosCluster started = start(programs);
        Instant began = Instant.now();
        Load load = new Load(new Load.Settings(started.addresses(), options.rate(), options.seed(), layout.journal()));
        boolean quiet = spoil(started, load);
        var check = new Check(evidence(started));
        List<InvariantResult> results = check(check, quiet);
        var report = new Report(
                facts(started), began, Instant.now(), load.counts(), List.copyOf(faults), results, check.recoveries());
        report.write(layout.root());
        Verdict.tell(report, layout.root(), progress);
        return report.holds();
    }

    /** Ends everything that was started. */
    @Override
    public synchronized void close() {
        ChaosCluster running = cluster;
        cluster = null;
        if (running != null) {
            progress.say("stopping everything");
            running.close();
        }
    }

    private synchronized ChaosCluster start(Programs programs) throws SQLException {
        ChaosCluster started = ChaosCluster.start(layout, programs, SIZE, options.broker(), progress);
        cluster = started;
        progress.saying("%d gateways and %d workers are ready", SIZE.gateways(), SIZE.workers());
        Sabotage without = options.without();
        if (without != null) {
            without.apply(started.ledger());
            progress.saying("SABOTAGED: the ledger works without %s, and the check must notice", without.word());
        }
        return started;
    }

    /** Returns whether everything came to its end afterwards. */
    private boolean spoil(ChaosCluster started, Load load) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(options.minutes()));
        try (var samples = SampleProcesses.start(layout.journal(), started::processes);
                var lines = new ProgressLines(load, started, faults, progress);
                var inject = new InjectFaults(
                        new Scene(started, load, new Random(options.seed()), notes), this::noted, progress)) {
            load.start();
            lines.start();
            Duration warmUp = options.minutes() <= SHORT_MINUTES ? SHORT_WARM_UP : WARM_UP;
            progress.saying("load of %d tasks a second; the faults begin in %d s", options.rate(), warmUp.toSeconds());
            Thread.sleep(warmUp);
            Instant lastStart = end.minus(TAIL);
            Duration window = Duration.between(Instant.now(), lastStart);
            inject.inject(Schedule.draw(options.seed(), window, SIZE, options.only()), lastStart);
            Duration rest = Duration.between(Instant.now(), end);
            if (rest.isPositive()) {
                Thread.sleep(rest);
            }
            progress.say("the load ends; everything is healed");
            started.healAll();
            load.stop();
            started.awaitReady(READY);
            progress.say("waiting until every accepted task has ended");
            boolean quiet = load.awaitQuiet(QUIET);
            progress.say(quiet ? "every accepted task has ended" : "NOT every accepted task has ended in time");
            return quiet;
        }
    }

    private void noted(FaultRecord fault) {
        faults.add(fault);
        FaultLog.append(layout.journal(), fault);
    }

    private Evidence evidence(ChaosCluster started) {
        started.copyServerLogs();
        var ledger = started.ledger();
        return new Evidence(
                layout.journal(),
                layout.effects(),
                ledger.jdbcUrl(),
                ledger.user(),
                ledger.password(),
                started.rabbit().managementUri(),
                List.copyOf(faults),
                layout.logs());
    }

    private List<InvariantResult> check(Check check, boolean quiet) {
        progress.say("checking");
        List<InvariantResult> results = new ArrayList<>(Verdict.of(check.run(), options.minutes()));
        results.add(new InvariantResult(
                QUIET_ID,
                "Everything comes to rest within %d min after the last fault".formatted(QUIET.toMinutes()),
                1,
                quiet ? 0 : 1,
                List.of(),
                List.of()));
        results.add(new InvariantResult(
                HOSTILE_ID,
                "Hostile requests are refused with a 4xx",
                notes.badRequests(),
                notes.badAnswers().size(),
                notes.badAnswers(),
                List.of()));
        return results;
    }

    private Map<String, String> facts(ChaosCluster started) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Seed", String.valueOf(options.seed()));
        facts.put(MINUTES, String.valueOf(options.minutes()));
        facts.put("Tasks a second", String.valueOf(options.rate()));
        if (!options.only().isEmpty()) {
            facts.put("Faults only", String.join(", ", options.only()));
        }
        Sabotage without = options.without();
        if (without != null) {
            facts.put("Sabotaged", "without " + without.word());
        }
        facts.put("RabbitMQ", started.rabbit().version());
        facts.put("Postgres", started.postgres().version());
        facts.put("Java", System.getProperty("java.version"));
        facts.put("Processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("Gateways, workers", SIZE.gateways() + ", " + SIZE.workers());
        facts.put("Wrong clocks (libfaketime)", started.clock().isPresent() ? "available" : "not available here");
        facts.put("Processes that ended by themselves", String.valueOf(started.revived()));
        return facts;
    }
}
