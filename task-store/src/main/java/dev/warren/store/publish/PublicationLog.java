package dev.warren.store.publish;

import dev.warren.store.connect.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** What the ledger knows of the messages at the broker. */
public final class PublicationLog {

    private final JdbcOperations ledger;

    public PublicationLog(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * A publication.
     *
     * @param fence it was published for
     * @param generation of the broker whose connection it was sent on
     */
    public record Publication(UUID task, long fence, int generation) {}

    /**
     * How far a queue has come: {@code sentAt} is when the youngest message of this priority was sent, by the ledger's
     * clock, whose task runs now.
     */
    public record Progress(String agent, String lane, int priority, Instant sentAt) {}

    /**
     * Takes the right to publish what nobody has published, or whose publication was not confirmed in time: highest
     * priority first, oldest first within one. Nothing where {@code generation} is not the ledger's present one: whoever
     * asks must look at its broker's mark first.
     */
    public List<PublishableTask> takeDue(int generation, int limit) {
        return ledger.query("select * from publish_due(?, ?)", PublishableTask::read, generation, limit);
    }

    /**
     * The broker has these. Writes only rows that still wait, so call it late: most have been claimed by then. What an
     * earlier generation confirmed is not written: it is lost.
     */
    public int confirm(List<Publication> publications) {
        return count(
                "select confirm_published(?, ?, ?)",
                Column.of("uuid", publications, Publication::task),
                Column.of("int8", publications, Publication::fence),
                Column.of("int4", publications, Publication::generation));
    }

    /** These found no queue and came back. They are due again within a minute. */
    public int returned(List<Publication> publications) {
        return count(
                "select returned(?, ?)",
                Column.of("uuid", publications, Publication::task),
                Column.of("int8", publications, Publication::fence));
    }

    /**
     * The broker's queue is empty: makes those due for publication that it confirmed more than {@code age} ago and
     * that still wait.
     */
    public int republishLost(String agent, String lane, Duration age, int limit) {
        return count("select republish_lost(?, ?, ?, ?)", agent, lane, age.toMillis(), limit);
    }

    /**
     * Makes those due for publication whose broker is of an earlier generation. Less than {@code limit}: there is no more
     * for now; once there is none at all, {@link dev.warren.store.sweep.SweepLedger#tick} says so.
     */
    public int republishOlder(int limit) {
        return count("select republish_older(?)", limit);
    }

    /** How far each queue has come, priority by priority. */
    public List<Progress> progress() {
        return ledger.query(
                "select * from claimed_progress()",
                (row, number) -> new Progress(
                        row.getString("agent"),
                        row.getString("lane"),
                        row.getInt("priority"),
                        row.getTimestamp("sent_at").toInstant()));
    }

    /**
     * Makes those due for publication whose message was confirmed, and sent before {@code seen}, which was seen running a
     * good while ago. A row that was published n times is left alone until its message is 30 s × 2ⁿ old. Reads every
     * message confirmed before {@code seen} that still waits in the queue: ask every half minute, not every second.
     */
    public int republishOvertaken(Progress seen, int limit) {
        return count(
                "select republish_overtaken(?, ?, ?::smallint, ?, ?)",
                seen.agent(),
                seen.lane(),
                seen.priority(),
                seen.sentAt().atOffset(ZoneOffset.UTC),
                limit);
    }

    private int count(String sql, Object... parameters) {
        return ledger.query(sql, (row, number) -> row.getInt(1), parameters).getFirst();
    }
}
