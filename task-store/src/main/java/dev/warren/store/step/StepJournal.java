package dev.warren.store.step;

import static java.util.stream.Collectors.toMap;

import dev.warren.store.connect.Column;
import dev.warren.store.worker.Lease;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads and writes the results of steps, for attempts that own their tasks. */
public final class StepJournal {

    private final JdbcOperations ledger;

    public StepJournal(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    private record Key(Lease lease, String name) {}

    /**
     * What the attempts of this run have finished so far.
     *
     * @return JSON texts by the names of the steps; empty too where the attempt no longer owns its task
     */
    public Map<String, String> read(UUID incarnation, Lease lease) {
        return ledger
                .query(
                        "select name, result from steps(?, ?, ?)",
                        (row, number) -> Map.entry(row.getString("name"), row.getString("result")),
                        incarnation,
                        lease.task(),
                        lease.fence())
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Keeps results, many in one commit. The first result of a name stays: writing one again changes nothing, so a lost
     * answer is met by another try.
     *
     * @return for each step, in their order, the result that counts; empty where the attempt no longer owns its task
     * @throws org.springframework.dao.DataAccessException nothing was written, or it is unknown whether
     */
    public List<Optional<String>> record(UUID incarnation, List<Step> steps) {
        Map<Key, String> kept = new HashMap<>();
        ledger.query(
                "select * from record_steps(?, ?, ?, ?, ?)",
                row -> {
                    var lease = new Lease(row.getObject("id", UUID.class), row.getLong("fence"));
                    kept.put(new Key(lease, row.getString("name")), row.getString("result"));
                },
                incarnation,
                Column.of("uuid", steps, step -> step.lease().task()),
                Column.of("int8", steps, step -> step.lease().fence()),
                Column.of("text", steps, Step::name),
                Column.of("text", steps, Step::result));
        return steps.stream()
                .map(step -> Optional.ofNullable(kept.get(new Key(step.lease(), step.name()))))
                .toList();
    }
}
