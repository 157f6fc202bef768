package dev.warren.store.publish;

import dev.warren.store.connect.Column;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** What the ledger knows of the messages at the broker. */
public final class PublicationLog {

    private final JdbcOperations ledger;

    public PublicationLog(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** A publication: the task and the fence it was published for. */
    public record Publication(UUID task, long fence) {}

    /**
     * Takes the right to publish what nobody has published, or whose publication was not confirmed in time: highest
     * priority first, oldest first within one.
     */
    public List<PublishableTask> takeDue(int generation, int limit) {
        return ledger.query("select * from publish_due(?, ?)", PublishableTask::read, generation, limit);
    }

    /** The broker has these. Writes only rows that still wait, so call it late: most have been claimed by then. */
    public int confirm(List<Publication> publications) {
        return count(
                "select confirm_published(?, ?)",
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

    private int count(String sql, Object... parameters) {
        return ledger.query(sql, (row, number) -> row.getInt(1), parameters).getFirst();
    }
}
