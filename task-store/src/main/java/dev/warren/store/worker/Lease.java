package dev.warren.store.worker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** An attempt under way: a task and the fence of its claim. */
public record Lease(UUID task, long fence) {

    static Lease read(ResultSet row, int number) throws SQLException {
        return new Lease(row.getObject("id", UUID.class), row.getLong("fence"));
    }
}
