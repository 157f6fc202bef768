package dev.warren.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerDeathIT {

    @TempDir
    private Path directory;

    @Test
    void endsTheServersAndTheirTemporaryDirectoriesWithAKilledOwner() throws IOException {
        var owner = new Owner(List.of("-Djava.io.tmpdir=" + directory), List.of());
        owner.process.destroyForcibly();
        await().atMost(Duration.ofSeconds(30)).until(owner::serversAreGone);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(directory).isEmptyDirectory());
    }

    @Test
    void endsTheServersOfAnOwnerThatSimplyReturns() throws IOException {
        var owner = new Owner(List.of("-Djava.io.tmpdir=" + directory), List.of());
        owner.process.getOutputStream().close();
        await().atMost(Duration.ofSeconds(30)).until(owner::serversAreGone);
    }

    @Test
    void endsAtTheNextStartWhatIsLeftWhenTheWatchdogWasKilledToo() throws IOException {
        var owner = new Owner(List.of(), List.of(directory.toString()));
        owner.watchdogs().forEach(ProcessHandle::destroyForcibly);
        owner.process.destroyForcibly();
        await().until(() -> !owner.process.isAlive());
        assertThat(owner.serversAreGone()).isFalse();

        var kept = ServiceOptions.keptIn(directory).withEnvironment(GivenAddresses.removed());
        try (var postgres = LocalServices.postgres(kept);
                var rabbit = LocalServices.rabbit(kept)) {
            assertThat(owner.serversAreGone()).isTrue();
            assertThat(postgres.pid()).isPresent();
            assertThat(rabbit.pid()).isPresent();
        }
    }

    /** A dead process that nobody has asked for its exit code has an id still, and no program. */
    private static boolean runsAProgram(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private static final class Owner {

        private final Process process;
        private final List<Long> servers;

        Owner(List<String> flags, List<String> arguments) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = Stream.of(
                            List.of(java, "-cp", System.getProperty("java.class.path")),
                            flags,
                            List.of(ServersOwner.class.getName()),
                            arguments)
                    .flatMap(List::stream)
                    .toList();
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            servers = Arrays.stream(process.inputReader().readLine().split(" "))
                    .map(Long::valueOf)
                    .toList();
        }

        boolean serversAreGone() {
            return servers.stream().noneMatch(OwnerDeathIT::runsAProgram);
        }

        Stream<ProcessHandle> watchdogs() {
            return process.children()
                    .filter(child -> child.info().commandLine().orElse("").contains("Watchdog"));
        }
    }
}
