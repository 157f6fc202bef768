package dev.warren.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.process.StartRequest;
import dev.warren.test.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The libraries in processes of their own, on a real Postgres. */
class InProcessPeersIT {

    static final List<InProcessPeer> PEERS = List.of(InProcessPeer.jobRunr(), InProcessPeer.dbScheduler());

    @ParameterizedTest
    @FieldSource("PEERS")
    void doesEachJobOnceAndSaysSo(InProcessPeer peer, @TempDir Path directory) throws Exception {
        PostgresServer postgres = TestServers.postgres();
        var database = new PeerDatabase(TestServers.freshDatabase(), postgres.user(), postgres.password());
        Path log = directory.resolve("peer.log");
        var request = new StartRequest("processes", directory, false, Map.of(), line -> {});
        try (var processes = request.directory();
                RunningPeer running = peer.start(database, log, processes)) {
            PeerLoad load = running.submit(Duration.ofMillis(200));

            assertThat(load.accepted()).isPositive();
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .pollDelay(Duration.ZERO)
                    .until(() -> !running.hasOpenTasks(load.accepted()));
            assertThat(running.lastEnd(load.accepted())).isAfter(load.began());
            assertThat(running.version()).matches("\\d+\\.\\d+.*");
            assertThatThrownBy(() -> running.lastEnd(load.accepted() + 1)).isInstanceOf(PeerFailedException.class);
            running.empty();
            assertThat(running.hasOpenTasks(0)).isFalse();
            assertThat(Files.readString(log)).doesNotContain(postgres.password());
        }
    }
}
