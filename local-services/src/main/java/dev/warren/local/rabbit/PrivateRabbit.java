package dev.warren.local.rabbit;

import dev.warren.local.process.Command;
import dev.warren.local.process.Ending;
import dev.warren.local.process.Launch;
import dev.warren.local.process.OwnedProcess;
import dev.warren.local.process.Pause;
import dev.warren.local.process.PrivateFiles;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A node that we run ourselves, with ports, port mapper, cookie and data of its own, and only on 127.0.0.1. */
final class PrivateRabbit implements RabbitServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final NodeSettings settings;
    private final ServerDirectory directory;
    private OwnedProcess epmd;
    private OwnedProcess node;
    private String version = "";

    private PrivateRabbit(NodeSettings settings) {
        this.settings = settings;
        this.directory = settings.directory();
        this.epmd = launchEpmd();
        this.node = launchNode();
    }

    static PrivateRabbit start(StartRequest request, RabbitInstallation installation) {
        var settings = NodeSettings.of(request, installation);
        settings.write();
        request.say("Starting RabbitMQ: " + installation.origin());
        return new PrivateRabbit(settings);
    }

    @Override
    public String uri() {
        return address("amqp", settings.ports().amqp()) + "/" + NodeSettings.VIRTUAL_HOST;
    }

    @Override
    public String managementUri() {
        return address("http", settings.ports().management());
    }

    @Override
    public String metricsUri() {
        return "http://127.0.0.1:" + settings.ports().prometheus();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(node.pid());
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String origin() {
        return "RabbitMQ %s: %s (node %s, port %d)"
                .formatted(
                        version,
                        settings.installation().origin(),
                        settings.node(),
                        settings.ports().amqp());
    }

    @Override
    public String createVirtualHost(String name) {
        new ManagementApi(managementUri()).createVirtualHost(name);
        return address("amqp", settings.ports().amqp()) + "/" + name;
    }

    @Override
    public synchronized void kill() {
        node.kill();
        directory.disown(node);
    }

    @Override
    public synchronized void restart() {
        stop(node);
        if (epmd.alive().isEmpty()) {
            directory.disown(epmd);
            epmd = launchEpmd();
        }
        node = launchNode();
    }

    @Override
    public synchronized void wipe() {
        kill();
        var data = directory.resolve("data");
        try {
            PrivateFiles.deleteTree(data);
            PrivateFiles.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + data, e);
        }
    }

    /** Not synchronized: a command may hang while the node goes down, and must not keep us from starting it again. */
    @Override
    public String control(String... arguments) {
        var installation = settings.installation();
        var words = new ArrayList<>(List.of("-q", "--node", settings.node()));
        words.addAll(List.of(arguments));
        return Command.of(installation.command(directory, installation.control(), words))
                .with(settings.environment())
                .output();
    }

    @Override
    public synchronized void close() {
        stop(node);
        stop(epmd);
        directory.close();
    }

    private void stop(OwnedProcess process) {
        process.stop(STOP_LIMIT);
        directory.disown(process);
    }

    private OwnedProcess launchEpmd() {
        var arguments = List.of("-port", String.valueOf(settings.ports().epmd()), "-address", "127.0.0.1");
        return directory.own(launch(settings.installation().epmd(), arguments), Ending.TERMINATE);
    }

    private OwnedProcess launchNode() {
        var launched = launch(settings.installation().server(), List.of());
        var owned = directory.own(launched, Ending.TERMINATE);
        var end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!launched.isAlive() || System.nanoTime() > end) {
                stopAll(owned);
                throw ServerFailedException.quoting(
                        "RabbitMQ did not start (%s)."
                                .formatted(settings.installation().origin()),
                        output(),
                        directory.resolve("log/rabbitmq.log"));
            }
            Pause.of(Duration.ofMillis(50));
        }
        return directory.settle(owned);
    }

    private void stopAll(OwnedProcess failed) {
        failed.kill();
        directory.disown(failed);
        epmd.kill();
        directory.disown(epmd);
    }

    private boolean isReady() {
        var greeting = AmqpGreeting.version("127.0.0.1", settings.ports().amqp());
        greeting.ifPresent(said -> version = said);
        return greeting.isPresent() && new ManagementApi(managementUri()).answers();
    }

    private Process launch(Path program, List<String> arguments) {
        var command = settings.installation().command(directory, program, arguments);
        try {
            return Launch.detached(command, settings.environment(), output());
        } catch (IOException e) {
            throw new UncheckedIOException("RabbitMQ cannot be started: " + command, e);
        }
    }

    private Path output() {
        return directory.resolve("rabbitmq.out");
    }

    private String address(String scheme, int port) {
        return "%s://%s:%s@127.0.0.1:%d".formatted(scheme, NodeSettings.USER, settings.password(), port);
    }
}
