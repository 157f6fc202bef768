package dev.warren.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.process.ServerFailedException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

    private static final ServiceOptions TEMPORARY =
            ServiceOptions.temporary().withEnvironment(GivenAddresses.removed()).telling(System.err::println);

    @Test
    void keepsCommittedRowsAndItsPortWhenItIsKilled() throws SQLException {
        try (var server = LocalServices.postgres(TEMPORARY)) {
            System.err.println(server.origin());
            var address = server.jdbcUrl();
            run(server, address, "CREATE TABLE kept AS SELECT 7 AS it");
            server.kill();
            assertThatThrownBy(() -> run(server, address, "SELECT 1")).isInstanceOf(SQLException.class);
            server.restart();
            assertThat(server.jdbcUrl()).isEqualTo(address);
            run(server, address, "DELETE FROM kept WHERE it = 7 / (SELECT count(*) FROM kept)");
            server.restart();
            run(server, address, "SELECT 1 / (1 - count(*)) FROM kept");
        }
    }

    @Test
    void startsFromTheBinariesOfMaven() throws SQLException {
        try (var server = LocalServices.postgres(TEMPORARY.onlyBy("packages").withoutDurability())) {
            assertThat(server.version()).startsWith("18.");
            assertThat(server.origin()).contains("from Maven");
            run(server, server.createDatabase("another"), "CREATE TABLE t (id uuid DEFAULT uuidv7())");
            assertThat(server.createDatabase("another")).isEqualTo(server.createDatabase("another"));
        }
    }

    @Test
    void isThereAgainWithItsDataAtTheNextStart(@TempDir Path directory) throws SQLException {
        var kept = ServiceOptions.keptIn(directory).withEnvironment(GivenAddresses.removed());
        String address;
        try (var server = LocalServices.postgres(kept)) {
            address = server.jdbcUrl();
            run(server, address, "CREATE TABLE kept (i int)");
            assertThatThrownBy(() -> LocalServices.postgres(kept))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("is in use");
        }
        try (var server = LocalServices.postgres(kept)) {
            assertThat(server.jdbcUrl()).isEqualTo(address);
            run(server, address, "INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void isUsedWhereItIsGivenByAddress() throws SQLException {
        try (var ours = LocalServices.postgres(TEMPORARY)) {
            var environment = Map.of(
                    "WARREN_POSTGRES_URL", ours.jdbcUrl(),
                    "WARREN_POSTGRES_USER", ours.user(),
                    "WARREN_POSTGRES_PASSWORD", ours.password());
            var given = LocalServices.postgres(TEMPORARY.withEnvironment(environment));
            assertThat(given.origin()).contains("given by WARREN_POSTGRES_URL");
            assertThat(given.version()).isEqualTo(ours.version());
            assertThat(given.pid()).isEmpty();
            assertThatThrownBy(given::kill).hasMessageContaining("it is not killed by us");
            given.close();
            run(ours, ours.jdbcUrl(), "SELECT 1");
        }
    }

    @Test
    void saysWhenTheGivenAddressIsDead() {
        var environment = Map.of("WARREN_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/warren");
        assertThatThrownBy(() -> LocalServices.postgres(TEMPORARY.withEnvironment(environment)))
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/warren does not answer");
    }

    private static void run(PostgresServer server, String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
