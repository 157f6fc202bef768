package dev.warren.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresIT {

    @ParameterizedTest
    @ValueSource(strings = {"installed", "packages"})
    void startsAndKeepsCommittedRowsWhenItIsKilled(String way) throws SQLException {
        try (var server = LocalServices.postgres(ServiceOptions.temporary().onlyBy(way))) {
            System.err.println(server.origin());
            execute(server.jdbcUrl(), server.user(), server.password(), "CREATE TABLE t (i int)");
            var pid = server.pid().getAsLong();
            server.kill();
            assertThat(ProcessHandle.of(pid)).isEmpty();
            server.restart();
            execute(server.jdbcUrl(), server.user(), server.password(), "INSERT INTO t VALUES (1)");
        }
    }

    private static void execute(String url, String user, String password, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
