package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.warren.local.process.FreePorts;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.StartRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private ServerDirectory processes;
    private Supervisor supervisor;

    @BeforeEach
    void open() {
        Progress progress = new Progress(new PrintStream(said));
        processes = new StartRequest("processes", temporary, true, Map.of(), progress::say).directory();
        supervisor = new Supervisor(processes, progress);
    }

    @AfterEach
    void stopAll() {
        supervisor.retire();
        supervisor.stop(List.of("worker-1", "worker-2"));
        processes.close();
    }

    @Test
    void startsAgainWhatDiesAndLeavesTheOthersAlone() throws InterruptedException {
        supervisor.start(spec("worker-1", "", LIMIT));
        supervisor.start(spec("worker-2", "", LIMIT));
        supervisor.awaitReady(LIMIT);
        AtomicInteger changes = new AtomicInteger();
        supervisor.watch(changes::incrementAndGet);
        long victim = supervisor.pid("worker-1");
        long other = supervisor.pid("worker-2");

        ProcessHandle.of(victim).orElseThrow().destroyForcibly();

        await().atMost(LIMIT).untilAtomic(changes, is(1));
        supervisor.awaitReady(LIMIT);
        assertThat(supervisor.pid("worker-1")).isNotEqualTo(victim);
        assertThat(supervisor.pid("worker-2")).isEqualTo(other);
        assertThat(said.toString())
                .contains("worker-1 (process " + victim + ") ended with code 137")
                .contains("started " + victim)
                .contains("worker-1 is started again (process " + supervisor.pid("worker-1") + ")");
    }

    @Test
    void quotesTheLogOfWhatEndsWhileItStarts() {
        supervisor.start(spec("worker-1", "broken", LIMIT));

        assertThatExceptionOfType(ClusterFailure.class)
                .isThrownBy(() -> supervisor.awaitReady(LIMIT))
                .withMessageStartingWith("worker-1 ended while it started.")
                .withMessageContaining("it does not work")
                .withMessageContaining(temporary.resolve("worker-1.log").toString());
    }

    @Test
    void namesWhatIsNotReadyInTime() {
        supervisor.start(spec("worker-1", "unready", LIMIT));

        assertThatExceptionOfType(ClusterFailure.class)
                .isThrownBy(() -> supervisor.awaitReady(Duration.ZERO))
                .withMessageStartingWith("not ready after 0 seconds: [worker-1].");
    }

    @Test
    void killsWhatDoesNotStopWithinItsGrace() throws InterruptedException {
        supervisor.start(spec("worker-1", "stubborn", Duration.ofMillis(300)));
        supervisor.awaitReady(LIMIT);
        supervisor.watch(() -> {});
        ProcessHandle process = ProcessHandle.of(supervisor.pid("worker-1")).orElseThrow();

        supervisor.retire();
        supervisor.stop(List.of("worker-1"));

        assertThat(process.onExit()).succeedsWithin(LIMIT);
        assertThat(said.toString()).contains("worker-1 did not stop within 0 s and was killed");
    }

    @Test
    void startsNothingAfterItsRetirement() {
        supervisor.retire();

        supervisor.start(spec("worker-1", "", LIMIT));

        assertThat(supervisor.children()).isEmpty();
    }

    private ChildSpec spec(String name, String manner, Duration grace) {
        int port = FreePorts.inARow(1);
        return new ChildSpec(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        StandIn.class.getName(),
                        manner),
                Map.of("MANAGEMENT_SERVER_PORT", Integer.toString(port)),
                temporary.resolve(name + ".log"),
                Readiness.addressAt("http://127.0.0.1:" + port),
                grace);
    }
}
