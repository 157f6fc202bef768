package dev.warren.store.deadletter;

import dev.warren.store.connect.Column;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** Keeps messages that nobody can read, for an operator to look at: the 10,000 newest of all. */
public final class KeepUnreadable {

    private final JdbcOperations ledger;

    public KeepUnreadable(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Keeps {@code messages}; those whose id is known already are kept once. Answers how many were new. */
    public int keep(List<StrayMessage> messages) {
        return ledger.query(
                        "select keep_unreadable(?, ?, ?, ?, ?, ?)",
                        (row, number) -> row.getInt(1),
                        Column.of("uuid", messages, StrayMessage::id),
                        Column.of("text", messages, StrayMessage::queue),
                        Column.of("text", messages, StrayMessage::reason),
                        Column.of("text", messages, StrayMessage::headers),
                        Column.of(
                                "bytea",
                                messages,
                                message -> "\\x" + HexFormat.of().formatHex(message.body())),
                        Column.of("int8", messages, StrayMessage::size))
                .getFirst();
    }
}
