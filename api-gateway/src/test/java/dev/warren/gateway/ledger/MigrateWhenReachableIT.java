package dev.warren.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.local.postgres.PostgresServer;
import dev.warren.store.schema.LedgerSchema;
import dev.warren.test.TestServers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.RepeatedTest;

class MigrateWhenReachableIT {

    private static final int GATEWAYS = 4;

    private final PostgresServer postgres = TestServers.postgres();

    @RepeatedTest(3)
    void gatewaysThatBeginAtOnceOnAnEmptyLedgerGetInNobodysWay() throws Exception {
        String url = TestServers.freshDatabase();
        var together = new CyclicBarrier(GATEWAYS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> gateways = IntStream.range(0, GATEWAYS)
                    .mapToObj(i -> (Callable<Void>) () -> {
                        Flyway flyway = flyway(url);
                        together.await();
                        new MigrateWhenReachable(url).migrate(flyway);
                        return null;
                    })
                    .toList();
            for (var gateway : threads.invokeAll(gateways)) {
                gateway.get();
            }
        }

        assertThat(failedTransactions(url)).isZero();
    }

    private Flyway flyway(String url) {
        return Flyway.configure()
                .dataSource(url, postgres.user(), postgres.password())
                .schemas(LedgerSchema.NAME)
                .createSchemas(true)
                .locations(LedgerSchema.LOCATION)
                .load();
    }

    private long failedTransactions(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url, postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select xact_rollback from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }
}
