package dev.warren.chaos.cluster;

import dev.warren.chaos.proxy.TcpProxy;
import dev.warren.local.cluster.LogTail;
import dev.warren.local.process.Command;
import dev.warren.local.process.Ending;
import dev.warren.local.process.Launch;
import dev.warren.local.process.OwnedProcess;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway or a worker: one process at a time, always at the same ports, with a proxy on each of its two links. */
public final class Node implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static final int LAST_LINES = 30;

    private final Spec spec;
    private final ServerDirectory processes;
    private @Nullable Process process;
    private @Nullable OwnedProcess owned;
    private boolean wanted;
    private Map<String, String> extra = Map.of();

    /**
     * @param environment added to the campaign's own
     * @param management address of its actuator
     * @param broker the proxy through which it reaches RabbitMQ
     * @param ledger the proxy through which it reaches Postgres
     */
    record Spec(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            URI management,
            TcpProxy broker,
            TcpProxy ledger) {

        /** Without the environment, which holds passwords. */
        @Override
        public String toString() {
            return name;
        }
    }

    Node(Spec spec, ServerDirectory processes) {
        this.spec = spec;
        this.processes = processes;
    }

    public String name() {
        return spec.name();
    }

    public TcpProxy brokerLink() {
        return spec.broker();
    }

    public TcpProxy ledgerLink() {
        return spec.ledger();
    }

    /** Starts it, where it does not run; from then on it is started again if it ends by itself. */
    public void start() {
        start(Map.of());
    }

    /** With further variables, until it is started otherwise. */
    public synchronized void start(Map<String, String> more) {
        extra = Map.copyOf(more);
        wanted = true;
        launch();
    }

    /** Ends it as {@code kill -9} does; it stays down until it is started. */
    public synchronized void kill() {
        wanted = false;
        end(owned, process);
    }

    /** Ends it in order; it stays down until it is started. Returns whether it needed no kill. */
    public boolean stop(Duration grace) throws InterruptedException {
        Process ending;
        OwnedProcess known;
        synchronized (this) {
            wanted = false;
            ending = process;
            known = owned;
        }
        if (ending == null || !ending.isAlive()) {
            return true;
        }
        ending.destroy();
        boolean inOrder = ending.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
        end(known, ending);
        return inOrder;
    }

    /** Freezes it, as a machine that swaps or a hypervisor that moves it does. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    /** Whether it says that it can do its work. */
    public boolean isReady() {
        if (!isAlive()) {
            return false;
        }
        try {
            var request = HttpRequest.newBuilder(spec.management().resolve("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns whether it became ready within the limit. */
    public boolean awaitReady(Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (!isReady()) {
            if (Instant.now().isAfter(end) || Thread.currentThread().isInterrupted()) {
                return false;
            }
            Pause.of(Duration.ofMillis(200));
        }
        return true;
    }

    /** Starts it again where it should run and does not. Returns whether that was so. */
    synchronized boolean revive() {
        if (!wanted || isAlive()) {
            return false;
        }
        launch();
        return true;
    }

    Path log() {
        return spec.log();
    }

    /** For people: that it is not ready, and the last that it said. */
    String notReady() {
        return "%s is not ready and %s; the end of %s:%n%s"
                .formatted(
                        name(),
                        isAlive() ? "still runs" : "has ended",
                        log(),
                        String.join(System.lineSeparator(), LogTail.withoutFrames(log(), LAST_LINES)));
    }

    @Override
    public void close() {
        kill();
        spec.broker().close();
        spec.ledger().close();
    }

    private void launch() {
        if (isAlive()) {
            return;
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(spec.environment());
        environment.putAll(extra);
        try {
            Process started = Launch.detached(spec.command(), environment, spec.log());
            OwnedProcess remembered = processes.own(started, Ending.KILL);
            started.onExit().thenRun(() -> processes.disown(remembered));
            process = started;
            owned = remembered;
        } catch (IOException e) {
            throw new UncheckedIOException(spec.name() + " cannot be started", e);
        }
    }

    /** Returns when Java too knows that the process has ended, or a start right after this would think that it runs. */
    private static void end(@Nullable OwnedProcess owned, @Nullable Process process) {
        if (owned != null) {
            owned.kill();
        }
        if (process != null) {
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        }
    }

    private void signal(String signal) {
        long pid = pid();
        if (pid > 0 && isAlive()) {
            Command.of("kill", "-" + signal, String.valueOf(pid)).run();
        }
    }
}
