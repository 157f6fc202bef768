package dev.warren.doctor.gateway;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.installation.Installation;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.doctor.ledger.Seconds;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far clocks are from the ledger's, which decides everything. Whoever answers over HTTP tells its time in whole
 * seconds.
 */
final class Clocks implements Check {

    /** Less cannot be told from the seconds of a header and the time that an answer takes. */
    private static final double TOLERATED = 3;

    private static final double HARMFUL = 60;
    private static final int SAMPLES = 3;
    private static final String HERE = "this machine";
    private static final String LEDGER = "the ledger";

    private final Installation installation;
    private final @Nullable Ledger ledger;

    Clocks(Installation installation, @Nullable Ledger ledger) {
        this.installation = installation;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "clocks";
    }

    /** A clock that was read, and by how many seconds it is ahead of this machine's. */
    private record Reading(String whose, double ahead) {}

    @Override
    public List<Finding> look() throws InterruptedException {
        List<Callable<@Nullable Reading>> questions = new ArrayList<>();
        for (Installation.Gateway gateway : installation.gateways()) {
            questions.add(() -> ask("the gateway at " + gateway.url(), gateway.url() + "/v1/status"));
        }
        for (Installation.LocalProcess process : installation.processes()) {
            if (!process.name().startsWith("gateway")) {
                questions.add(() -> ask(process.name(), process.managementUrl() + "/actuator/health/liveness"));
            }
        }
        Installation.ManagementAddress management = installation.management();
        if (management != null) {
            questions.add(() -> ask("the broker", management.uri() + "/"));
        }
        questions.add(this::askLedger);
        Map<String, Double> ahead = answers(questions);
        Double ledgerAhead = ahead.remove(LEDGER);
        if (ledgerAhead == null && ahead.isEmpty()) {
            return List.of(Finding.note("No clock could be read but that of this machine."));
        }
        if (ledgerAhead != null) {
            ahead.put(HERE, 0.0);
        }
        return judge(ahead, ledgerAhead);
    }

    /** All are asked at once: several that hang would take too long one after the other. */
    private static Map<String, Double> answers(List<Callable<@Nullable Reading>> questions)
            throws InterruptedException {
        Map<String, Double> ahead = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<@Nullable Reading> answer :
                    threads.invokeAll(questions, Http.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                Reading reading = answer.state() == Future.State.SUCCESS ? answer.resultNow() : null;
                if (reading != null) {
                    ahead.put(reading.whose(), reading.ahead());
                }
            }
        }
        return ahead;
    }

    /**
     * @param ahead by how many seconds each clock is ahead of this machine's
     * @param ledgerAhead the ledger's, where it could be read
     */
    static List<Finding> judge(Map<String, Double> ahead, @Nullable Double ledgerAhead) {
        List<Finding> findings = new ArrayList<>();
        String reference = ledgerAhead == null ? HERE : LEDGER;
        double base = ledgerAhead == null ? 0 : ledgerAhead;
        ahead.forEach((who, seconds) -> {
            double offset = seconds - base;
            if (Math.abs(offset) > TOLERATED) {
                String sentence = "The clock of %s is %s %s that of %s."
                        .formatted(
                                who, Seconds.inWords(Math.abs(offset)), offset > 0 ? "ahead of" : "behind", reference);
                findings.add(
                        Math.abs(offset) > HARMFUL
                                ? Finding.problem(Runbook.CLOCK_DRIFT, "%s", sentence)
                                : Finding.note(Runbook.CLOCK_DRIFT, "%s", sentence));
            }
        });
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "%s within %.0f s of that of %s.",
                        ahead.size() == 1 ? "The clock that could be read is" : ahead.size() + " clocks are",
                        TOLERATED,
                        reference))
                : findings;
    }

    /** Of three tries the quickest tells best. */
    private @Nullable Reading askLedger() throws SQLException {
        if (ledger == null) {
            return null;
        }
        double best = Double.MAX_VALUE;
        double ahead = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            double before = now();
            double theirs = ledger.one("select extract(epoch from clock_timestamp())", row -> row.getDouble(1));
            double after = now();
            if (after - before < best) {
                best = after - before;
                ahead = theirs - (before + after) / 2;
            }
        }
        return new Reading(LEDGER, ahead);
    }

    /** Whatever the answer says otherwise; that there is none is told by another check. */
    private static Reading ask(String whose, String url) throws IOException, InterruptedException {
        double before = now();
        HttpResponse<String> answer = Http.get(url);
        double after = now();
        String date = answer.headers().firstValue("Date").orElse("");
        double theirs =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond() + 0.5;
        return new Reading(whose, theirs - (before + after) / 2);
    }

    private static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }
}
