package dev.warren.store.progress;

import dev.warren.store.connect.Column;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes how far running attempts are, many in one commit. */
public final class ReportProgress {

    private final JdbcOperations ledger;

    public ReportProgress(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** The last one of a task counts; those of attempts that no longer own their task are dropped. */
    public void report(UUID incarnation, List<Progress> progress) {
        ledger.query(
                "select report_progress(?, ?, ?, ?, ?)",
                row -> {},
                incarnation,
                Column.of("uuid", progress, each -> each.lease().task()),
                Column.of("int8", progress, each -> each.lease().fence()),
                Column.of("float4", progress, each -> (float) each.fraction()),
                Column.of("text", progress, Progress::message));
    }
}
