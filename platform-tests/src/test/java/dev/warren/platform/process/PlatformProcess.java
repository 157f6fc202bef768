package dev.warren.platform.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One packaged jar, running. */
public final class PlatformProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final int managementPort;
    private final Path log;

    private PlatformProcess(String name, Process process, int managementPort, Path log) {
        this.name = name;
        this.process = process;
        this.managementPort = managementPort;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** @param jar below the project, with {@code VERSION} in it */
    static PlatformProcess start(String name, String jar, int managementPort, Map<String, String> environment) {
        Path project = Path.of(System.getProperty("warren.project", ".."));
        Path packaged = project.resolve(jar.replace("VERSION", System.getProperty("warren.version", "0.1.0-SNAPSHOT")));
        try {
            Path logs = Files.createDirectories(Path.of("target", "platform"));
            Path log = logs.resolve("%s-%d.log".formatted(name, managementPort));
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-jar",
                            packaged.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPort));
            return new PlatformProcess(name, builder.start(), managementPort, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlatformProcess awaitReady() {
        await(name + " to be ready; see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .failFast(name + " has ended; see " + log, () -> !process.isAlive())
                .until(this::isReady);
        return this;
    }

    /** Whether it says that it can do its work. */
    public boolean isReady() {
        return management("/actuator/health/readiness").startsWith("200");
    }

    /** Status code and body of a management page; empty while nobody answers. */
    public String management(String path) {
        try {
            var response = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Ends it as {@code kill -9} does, and its log with it. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as an orderly shutdown does, and waits until it has ended. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not stop; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything it has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
