package dev.warren.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExaminationTests {

    private static final Check FINE = check("fine", () -> List.of(Finding.ok("Fine.")));

    @FunctionalInterface
    private interface Look {
        List<Finding> look() throws Exception;
    }

    private static Check check(String name, Look look) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Finding> look() throws Exception {
                return look.look();
            }
        };
    }

    private static List<Result> examine(Check gate, Check... rest) throws InterruptedException {
        return new Examination(Duration.ofMillis(300), Duration.ofSeconds(10))
                .run(List.of(new Group("Group", gate, "because the gate is closed", List.of(rest))));
    }

    @Test
    void givesUpACheckThatHangsAndGoesOn() throws Exception {
        var never = new CountDownLatch(1);
        var results = examine(
                FINE,
                check("hangs", () -> {
                    never.await();
                    return List.of();
                }),
                FINE);

        assertThat(results).extracting(Result::verdict).containsExactly(Verdict.OK, Verdict.PROBLEM, Verdict.OK);
        assertThat(results.get(1).sentence()).contains("given up");
        assertThat(results.get(1).runbook()).isEqualTo(Runbook.DOCTOR);
    }

    @Test
    void reportsWhatIsThrownAndGoesOn() throws Exception {
        var results = examine(
                FINE,
                check("throws", () -> {
                    throw new IllegalStateException("something odd\nwith a second line");
                }),
                check("may-not", () -> {
                    throw new SQLException("permission denied for view x", "42501");
                }),
                check("away", () -> {
                    throw new SQLException("Connection refused", "08001");
                }),
                FINE);

        assertThat(results)
                .extracting(Result::verdict)
                .containsExactly(Verdict.OK, Verdict.PROBLEM, Verdict.NOTE, Verdict.SKIPPED, Verdict.OK);
        assertThat(results.get(1).sentence()).isEqualTo("Could not look: something odd.");
    }

    @Test
    void skipsTheRestBehindAClosedGate() throws Exception {
        var results = examine(check("gate", () -> List.of(Finding.problem(Runbook.LEDGER_AWAY, "Away."))), FINE, FINE);

        assertThat(results)
                .extracting(Result::verdict)
                .containsExactly(Verdict.PROBLEM, Verdict.SKIPPED, Verdict.SKIPPED);
        assertThat(results.get(1).sentence()).contains("because the gate is closed");
    }
}
