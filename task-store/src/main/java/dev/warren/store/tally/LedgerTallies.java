package dev.warren.store.tally;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.warren.store.connect.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** The tallies of all processes in the ledger. */
public final class LedgerTallies {

    private static final double WINDOW_SECONDS = AgentTallies.WINDOW.toSeconds();

    /** What a process told longer ago says nothing of now: three times it has not been heard of. */
    private static final double SILENT_SECONDS = 3.0 * AgentTallies.EVERY.toSeconds();

    private final JdbcOperations ledger;

    public LedgerTallies(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes what {@code process} has done; what it told before is overwritten.
     *
     * @param process new at each start
     */
    public void tell(UUID process, List<AgentTally> tallies) {
        if (!tallies.isEmpty()) {
            ledger.query(
                    "select tell_tally(?, ?, ?, ?, ?, ?)",
                    row -> {},
                    process,
                    Column.of("text", tallies, AgentTally::agent),
                    Column.of("int8", tallies, AgentTally::submitted),
                    Column.of("int8", tallies, AgentTally::completed),
                    Column.of("int8", tallies, AgentTally::failed),
                    Column.of("text", tallies, tally -> literal(tally.runTimes())));
        }
    }

    /** What is done for each agent for which something was done within the last hour. Only a gateway may. */
    public Map<String, AgentActivity> read() {
        return ledger
                .query(
                        "select agent, submitted, completed, failed, run_times,"
                                + " extract(epoch from clock_timestamp() - at) as age"
                                + " from agent_tally where at > clock_timestamp() - interval '1 hour'",
                        (row, number) -> Map.entry(row.getString("agent"), activity(row)))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, AgentActivity::plus));
    }

    /** Drops what processes told that have not been heard of for an hour. Only a gateway may. */
    public void forget() {
        ledger.query("select forget_tallies()", row -> {});
    }

    private static AgentActivity activity(ResultSet row) throws SQLException {
        double age = Math.max(0, row.getDouble("age"));
        double perSecond = age > SILENT_SECONDS ? 0 : 1 / WINDOW_SECONDS;
        Float[] weights = (Float[]) row.getArray("run_times").getArray();
        return new AgentActivity(
                row.getLong("submitted") * perSecond,
                row.getLong("completed") * perSecond,
                row.getLong("failed") * perSecond,
                new RunTimes(Arrays.stream(weights)
                                .mapToDouble(Float::doubleValue)
                                .toArray())
                        .times(AgentTallies.faded(age)));
    }

    /** As Postgres writes an array; the buckets at the end that hold nothing are left out. */
    private static String literal(RunTimes times) {
        double[] weights = times.weights();
        int used = weights.length;
        while (used > 0 && weights[used - 1] == 0) {
            used--;
        }
        return Arrays.stream(weights, 0, used)
                .mapToObj(weight -> weight == 0 ? "0" : Float.toString((float) weight))
                .collect(joining(",", "{", "}"));
    }
}
