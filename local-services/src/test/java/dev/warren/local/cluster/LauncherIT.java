package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.local.process.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, with real servers and stand-ins for gateways and workers. */
class LauncherIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path temporary;

    private final Map<Process, Path> started = new LinkedHashMap<>();

    @AfterEach
    void stopLaunchers() throws InterruptedException {
        for (Process process : started.keySet()) {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsAClusterRunningUntilItIsToldToStop() throws Exception {
        makeJars();
        String port = Integer.toString(FreePorts.inARow(1));
        Process up = launch("up", "--port", port);
        ClusterFile cluster = awaitCluster(up);

        assertThat(cluster.gateways()).extracting(ClusterFile.Gateway::url).containsExactly("http://127.0.0.1:" + port);
        assertThat(cluster.workers()).extracting(ClusterFile.Worker::id).containsExactly("worker-1", "worker-2");
        assertThat(exitCode(launch("status"))).isZero();
        assertRefusesASecondOne(up);
        assertWorkersUserIsAMemberOfItsGroup(cluster);
        assertRestarts(cluster);

        assertThat(exitCode(launch("down"))).isZero();

        assertThat(exitCode(up)).isZero();
        assertThat(said(up))
                .containsSubsequence(
                        "stopping workers", "stopping gateways", "stopping RabbitMQ", "stopping Postgres", "stopped");
        assertThat(processesOf(cluster)).noneMatch(ProcessHandle::isAlive);
        assertThat(directory().clusterFile()).doesNotExist();
        assertThat(exitCode(launch("status"))).isEqualTo(1);
    }

    private void assertRefusesASecondOne(Process first) throws Exception {
        Process second = launch("up", "--port", "1");

        assertThat(exitCode(second)).isEqualTo(1);
        assertThat(said(second)).contains("a cluster already runs in", "(process " + first.pid() + ")");
    }

    private static void assertWorkersUserIsAMemberOfItsGroup(ClusterFile cluster) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        cluster.postgres().jdbcUrl(),
                        cluster.postgres().user(),
                        cluster.postgres().password());
                ResultSet answer = connection
                        .createStatement()
                        .executeQuery("select pg_has_role('warren_worker_login', 'warren_worker', 'member'),"
                                + " pg_has_role('warren_worker_login', 'warren_gateway', 'member')")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getBoolean(1)).isTrue();
            assertThat(answer.getBoolean(2)).isFalse();
        }
    }

    private void assertRestarts(ClusterFile before) {
        long worker = before.workers().getFirst().pid();
        Long postgres = before.postgres().pid();

        ProcessHandle.of(worker).orElseThrow().destroyForcibly();
        ProcessHandle.of(postgres).orElseThrow().destroyForcibly();

        await().atMost(LIMIT).untilAsserted(() -> {
            ClusterFile now = ClusterFile.read(directory()).orElseThrow();
            assertThat(now.workers().getFirst().pid()).isNotEqualTo(worker);
            assertThat(now.postgres().pid()).isNotEqualTo(postgres);
            assertThat(now.workers().getLast()).isEqualTo(before.workers().getLast());
        });
    }

    private ClusterFile awaitCluster(Process up) {
        await().atMost(LIMIT)
                .until(() -> !up.isAlive() || ClusterFile.read(directory()).isPresent());
        return ClusterFile.read(directory()).orElseThrow(() -> new AssertionError(said(up)));
    }

    private static Stream<ProcessHandle> processesOf(ClusterFile cluster) {
        Stream<Long> servers = Stream.of(cluster.rabbitmq().pid());
        Stream<Long> gateways = cluster.gateways().stream().map(ClusterFile.Gateway::pid);
        Stream<Long> workers = cluster.workers().stream().map(ClusterFile.Worker::pid);
        return Stream.of(servers, gateways, workers)
                .flatMap(pids -> pids)
                .map(ProcessHandle::of)
                .flatMap(Optional::stream);
    }

    private ClusterDirectory directory() {
        return ClusterDirectory.at(temporary.resolve("state"));
    }

    private Process launch(String verb, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Warren.class.getName(),
                verb,
                "--directory",
                directory().root().toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WARREN_PROJECT", temporary.toString());
        Path output = Files.createTempFile(temporary, "launcher", ".out");
        Process process = builder.redirectOutput(output.toFile()).start();
        started.put(process, output);
        return process;
    }

    private String said(Process process) {
        try {
            return Files.readString(started.get(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private void makeJars() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        String name = StandIn.class.getName().replace('.', '/') + ".class";
        for (String jar :
                List.of("api-gateway/target/api-gateway-1.jar", "worker-service/target/worker-service-1.jar")) {
            Path path = temporary.resolve(jar);
            Files.createDirectories(path.getParent());
            try (OutputStream file = Files.newOutputStream(path);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                out.putNextEntry(new JarEntry(name));
                out.write(
                        StandIn.class.getClassLoader().getResourceAsStream(name).readAllBytes());
            }
        }
    }
}
