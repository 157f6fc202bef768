package dev.warren.store.model;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets time pass in the ledger, by moving what its rows remember into the past. The test's clock counts whole seconds
 * and stands still while statements run: what they take of the ledger's own time is taken back with the next move, and
 * must stay far below a second until then.
 */
final class LedgerTime {

    private static final Duration TO_BE_TAKEN_BACK = Duration.ofMillis(300);
    private static final Duration TOO_LONG = Duration.ofMillis(900);

    private final JdbcTemplate jdbc;
    private long lastMove;

    LedgerTime(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        jdbc.execute("create table model_clock (start timestamptz not null, seconds bigint not null)");
        jdbc.execute("insert into model_clock values (clock_timestamp(), 0)");
        jdbc.execute("""
                create function seconds_at(moment timestamptz, start timestamptz) returns bigint
                immutable language sql as 'select floor(extract(epoch from moment - start))::bigint'""");
        jdbc.execute("""
                create function pass(_seconds bigint) returns void language plpgsql as $$
                declare
                    _old timestamptz;
                    _new timestamptz;
                begin
                    select start, clock_timestamp() - (seconds + _seconds) * interval '1 s' into _old, _new
                    from model_clock;
                    %s
                    update model_clock set start = _new, seconds = seconds + _seconds;
                end $$""".formatted(move("task", "where status in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT')")
                + move("worker", "")
                + move("ledger_clock", "")
                + move("idempotency_key", "")));
    }

    /** The statement that moves all times of a table. */
    private String move(String table, String where) {
        List<String> columns = jdbc.queryForList("""
                select format('%1$I = _new + seconds_at(%1$I, _old) * interval ''1 s''', column_name)
                from information_schema.columns
                where table_schema = 'warren' and table_name = ? and data_type = 'timestamp with time zone'""", String.class, table);
        return "update %s set %s %s;%n".formatted(table, String.join(", ", columns), where);
    }

    void restart() {
        jdbc.update("update model_clock set start = clock_timestamp(), seconds = 0");
        jdbc.update("update ledger_clock set last_tick = start, judge_after = start from model_clock");
        lastMove = System.nanoTime();
    }

    void pass(int seconds) {
        jdbc.query("select pass(?)", row -> {}, seconds);
        lastMove = System.nanoTime();
    }

    /** Takes back what statements have taken. */
    void settle() {
        if (sinceLastMove().compareTo(TO_BE_TAKEN_BACK) > 0) {
            pass(0);
        }
    }

    /** Whether statements took so long that the test's seconds are not the ledger's any more. */
    boolean lost() {
        return sinceLastMove().compareTo(TOO_LONG) > 0;
    }

    Instant at(long second) {
        OffsetDateTime moment =
                jdbc.queryForObject("select start + ? * interval '1 s' from model_clock", OffsetDateTime.class, second);
        return java.util.Objects.requireNonNull(moment).toInstant();
    }

    private Duration sinceLastMove() {
        return Duration.ofNanos(System.nanoTime() - lastMove);
    }
}
