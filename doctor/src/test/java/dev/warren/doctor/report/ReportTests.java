package dev.warren.doctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.doctor.check.Result;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.check.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {

    private static final Result FINE = new Result("Ledger", "ledger-answers", Verdict.OK, "It answers.", null);
    private static final Result OFF =
            new Result("Ledger", "ledger-durable", Verdict.PROBLEM, "fsync is off.", Runbook.LEDGER_NOT_DURABLE);
    private static final Result AWAY =
            new Result("Broker", "broker-answers", Verdict.PROBLEM, "Away.", Runbook.BROKER_AWAY);

    private static String written(Consumer<PrintStream> writer) {
        var bytes = new ByteArrayOutputStream();
        writer.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Report report(Result... results) {
        return new Report("1", "the cluster in /x", List.of(results));
    }

    @Test
    void exitsByWhatWasFound() {
        assertThat(report(FINE).exitCode()).isZero();
        assertThat(report(FINE, OFF).exitCode()).isEqualTo(1);
        assertThat(report(FINE, AWAY).exitCode()).isEqualTo(1);
        assertThat(report(AWAY).exitCode()).isEqualTo(3);
    }

    @Test
    void endsWithWhatIsWrongAndWhereTheCureStands() {
        String text = written(out -> new WriteText(out).write(report(FINE, OFF)));

        assertThat(text.lines())
                .containsSubsequence(
                        "Ledger",
                        "  ok       It answers.",
                        "  PROBLEM  fsync is off.",
                        "           -> docs/runbooks/ledger-not-durable.md",
                        "1 problem (1 in order; nothing was changed):",
                        "  1. fsync is off.",
                        "     -> docs/runbooks/ledger-not-durable.md");
        assertThat(written(out -> new WriteText(out).write(report(FINE)))).contains("Nothing is wrong (1 in order;");
        assertThat(written(out -> new WriteText(out).write(report(AWAY)))).contains("Nothing has answered");
    }

    @Test
    void saysOnceWhyChecksWereSkipped() {
        var skipped = new Result("Ledger", "a", Verdict.SKIPPED, "not looked at, because of it", null);

        String text = written(out -> new WriteText(out).write(report(FINE, skipped, skipped, FINE)));

        assertThat(text)
                .contains("  skipped  2 checks not looked at, because of it")
                .contains("2 not looked at");
    }

    @Test
    void writesJsonForPrograms() {
        JsonNode json = JsonMapper.shared().readTree(written(out -> new WriteJson(out).write(report(FINE, OFF))));

        assertThat(json.at("/exitCode").asInt()).isEqualTo(1);
        assertThat(json.at("/problems").asInt()).isEqualTo(1);
        assertThat(json.at("/findings/1/check").asString()).isEqualTo("ledger-durable");
        assertThat(json.at("/findings/1/verdict").asString()).isEqualTo("problem");
        assertThat(json.at("/findings/1/runbook").asString()).isEqualTo("docs/runbooks/ledger-not-durable.md");
        assertThat(json.at("/findings/0").has("runbook")).isFalse();
    }
}
