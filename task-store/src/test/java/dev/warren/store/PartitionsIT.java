package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.publish.PublicationLog.Publication;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is done for each task costs the same however many weeks are kept. */
class PartitionsIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void aConfirmAClaimAndAResultLookIntoTheWeekOfTheirTaskOnly() {
        UUID completed = ledger.submitted();
        UUID retried = ledger.submitted();
        long before = scansOfOtherWeeks();

        ledger.publications.confirm(List.of(new Publication(completed, 1, 1), new Publication(retried, 1, 1)));
        ClaimedTask toComplete = ledger.claimed(worker, completed);
        ClaimedTask toRetry = ledger.claimed(worker, retried);
        assertThat(ledger.finish(worker, toComplete, new Ending.Completed("1"))).isPresent();
        assertThat(ledger.finish(worker, toRetry, new Ending.Retry(Duration.ofMinutes(1), new Problem("BOOM", "boom"))))
                .isPresent();

        assertThat(scansOfOtherWeeks()).isEqualTo(before);
    }

    /** Postgres before 18 plans what is written in SQL anew at each call, with every partition in it. */
    @Test
    void whatReadsTasksIsPlannedOnce() {
        assertThat(ledger.jdbc.queryForList("""
                select p.proname from pg_proc p join pg_language l on l.oid = p.prolang
                where p.pronamespace = 'warren'::regnamespace and l.lanname = 'sql' and p.prosrc ~ '\\mtask\\M'
                """, String.class)).isEmpty();
    }

    /** One session does it all, and says at once what it has counted. */
    private long scansOfOtherWeeks() {
        ledger.jdbc.execute("select pg_stat_force_next_flush()");
        return ledger.jdbc.queryForObject("""
                select sum(s.idx_scan) from pg_stat_user_indexes s
                where s.relname ~ '^task_(\\d{8}|default)$'
                    and s.relname <> to_char(date_trunc('week', now() at time zone 'UTC'), '"task_"YYYYMMDD')""", Long.class);
    }
}
