package dev.warren.local.prometheus;

import dev.warren.local.process.Ending;
import dev.warren.local.process.FreePorts;
import dev.warren.local.process.Launch;
import dev.warren.local.process.OwnedProcess;
import dev.warren.local.process.Pause;
import dev.warren.local.process.PrivateFiles;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Prometheus that we run ourselves, only on 127.0.0.1. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final ServerDirectory directory;
    private final String uri;
    private final OwnedProcess process;

    private PrometheusServer(ServerDirectory directory, String uri, Path program, List<String> options) {
        this.directory = directory;
        this.uri = uri;
        this.process = launch(program, options);
    }

    static PrometheusServer start(StartRequest request, Path program, PrometheusSettings settings) {
        var directory = request.directory();
        PrivateFiles.write(directory.resolve("prometheus.yml"), settings.configuration());
        request.say("Starting Prometheus: " + program);
        var port = FreePorts.remembered(request, 1);
        return new PrometheusServer(directory, "http://127.0.0.1:" + port, program, settings.options());
    }

    /** {@code http://host:port} of its pages and its API. */
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
        directory.disown(process);
        directory.close();
    }

    private OwnedProcess launch(Path program, List<String> options) {
        var output = directory.resolve("prometheus.out");
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=" + URI.create(uri).getAuthority(),
                "--log.level=warn"));
        command.addAll(options);
        try {
            var launched = Launch.detached(command, Map.of("PATH", "/usr/bin:/bin"), output);
            var owned = directory.own(launched, Ending.TERMINATE);
            var end = System.nanoTime() + START_LIMIT.toNanos();
            while (!isReady()) {
                if (!launched.isAlive() || System.nanoTime() > end) {
                    owned.kill();
                    directory.disown(owned);
                    throw ServerFailedException.quoting("Prometheus did not start (%s).".formatted(program), output);
                }
                Pause.of(Duration.ofMillis(50));
            }
            return directory.settle(owned);
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus cannot be started: " + program, e);
        }
    }

    private boolean isReady() {
        var request = HttpRequest.newBuilder(URI.create(uri + "/-/ready"))
                .timeout(ANSWER_LIMIT)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
