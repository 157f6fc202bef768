package dev.warren.local.rabbit;

import dev.warren.local.docker.ServerContainer;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.ServerFailedException;
import java.time.Duration;
import java.util.OptionalLong;

/** A RabbitMQ in a container of ours. */
final class ContainerRabbit implements RabbitServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final ServerDirectory directory;
    private final ServerContainer container;
    private final NodePorts ports;
    private final String image;
    private String version = "";

    ContainerRabbit(ServerDirectory directory, ServerContainer container, NodePorts ports, String image) {
        this.directory = directory;
        this.container = container;
        this.ports = ports;
        this.image = image;
        awaitAnswer();
    }

    @Override
    public String uri() {
        return address("amqp", ports.amqp()) + "/" + NodeSettings.VIRTUAL_HOST;
    }

    @Override
    public String managementUri() {
        return address("http", ports.management());
    }

    @Override
    public String metricsUri() {
        return "http://%s:%d".formatted(container.host(), ports.prometheus());
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String origin() {
        return "RabbitMQ %s: Docker image %s (port %d)".formatted(version, image, ports.amqp());
    }

    @Override
    public String createVirtualHost(String name) {
        new ManagementApi(managementUri()).createVirtualHost(name);
        return address("amqp", ports.amqp()) + "/" + name;
    }

    @Override
    public void kill() {
        container.kill();
    }

    @Override
    public void restart() {
        container.restart();
        awaitAnswer();
    }

    @Override
    public void wipe() {
        throw new ServerFailedException("RabbitMQ in a container is not wiped by us; take a private node.");
    }

    @Override
    public String control(String... arguments) {
        throw new ServerFailedException("RabbitMQ in a container is not controlled by us; take a private node.");
    }

    @Override
    public void close() {
        container.close();
        directory.close();
    }

    private void awaitAnswer() {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!container.isRunning() || System.nanoTime() > end) {
                var said = container.lastLines();
                container.close();
                throw new ServerFailedException("RabbitMQ did not start in its container. It said:\n" + said);
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private boolean isReady() {
        var greeting = AmqpGreeting.version(container.host(), ports.amqp());
        greeting.ifPresent(said -> version = said);
        return greeting.isPresent() && new ManagementApi(managementUri()).answers();
    }

    private String address(String scheme, int port) {
        return "%s://%s:%s@%s:%d"
                .formatted(scheme, NodeSettings.USER, directory.secret("password"), container.host(), port);
    }
}
