package dev.warren.platform.process;

import static org.awaitility.Awaitility.await;

import dev.warren.local.cluster.Program;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One packaged jar, running. */
public final class PlatformProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration FAIL = Duration.ofSeconds(60);
    private static final int KILLED = 137;

    private final String name;
    private final Process process;
    private final Ports ports;
    private final Path log;

    /** Where it answers; a worker has one port for everything. */
    record Ports(int server, int management) {}

    private PlatformProcess(String name, Process process, Ports ports, Path log) {
        this.name = name;
        this.process = process;
        this.ports = ports;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static PlatformProcess start(String name, Program program, Ports ports, Map<String, String> environment) {
        try {
            Path logs = Files.createDirectories(Path.of("target", "platform"));
            Path log = logs.resolve("%s-%d.log".formatted(name, ports.management()));
            // Many are started, for a minute each: the time goes into their start.
            List<String> command = new ArrayList<>(program.command(false));
            command.add(1, "-XX:TieredStopAtLevel=1");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(ports.management()));
            return new PlatformProcess(name, builder.start(), ports, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return ports.server();
    }

    /** {@code host:port} of its health and metrics. */
    public String managementAddress() {
        return "127.0.0.1:" + ports.management();
    }

    /** Waits until it can do its work. */
    public PlatformProcess awaitReady() {
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
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.management() + path))
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

    /** Waits until a failpoint has killed it. */
    public void awaitHalted() {
        await(name + " to be killed by its failpoint; see " + log)
                .atMost(FAIL)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive());
        if (process.exitValue() != KILLED) {
            throw new AssertionError(name + " ended by itself; see " + log);
        }
    }

    /** Waits until it has logged {@code text}. */
    public void awaitLogged(String text) {
        await(name + " to log '" + text + "'; see " + log)
                .atMost(FAIL)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> log().contains(text));
    }

    /** Lets it stand still, as a machine does that is short of everything, until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -%s of %s: %d".formatted(signal, name, code));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells it to end as an orderly shutdown does, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it as an orderly shutdown does, and waits until it has ended. */
    public void stop() {
        terminate();
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
