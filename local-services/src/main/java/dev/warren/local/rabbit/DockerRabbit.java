package dev.warren.local.rabbit;

import dev.warren.local.docker.ContainerPlan;
import dev.warren.local.docker.ContainerPlan.Port;
import dev.warren.local.docker.ServerContainer;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.util.List;
import java.util.Map;

/** A container of the official image with its management plugin. */
final class DockerRabbit implements Way<RabbitServer> {

    private static final String IMAGE = "rabbitmq:4.3-management";

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public RabbitServer start(StartRequest request) throws WayClosedException {
        var directory = request.directory();
        var ports = NodePorts.of(request);
        var plan = new ContainerPlan(
                IMAGE,
                // The name is part of where the data is, so it must not be the container's.
                Map.of(
                        "RABBITMQ_NODENAME",
                        "warren@localhost",
                        "RABBITMQ_DEFAULT_USER",
                        NodeSettings.USER,
                        "RABBITMQ_DEFAULT_PASS",
                        directory.secret("password"),
                        "RABBITMQ_DEFAULT_VHOST",
                        NodeSettings.VIRTUAL_HOST),
                List.of(),
                "/var/lib/rabbitmq",
                List.of(
                        new Port(ports.amqp(), 5672),
                        new Port(ports.management(), 15672),
                        new Port(ports.prometheus(), 15692)));
        return new ContainerRabbit(directory, ServerContainer.start(request, plan), ports, IMAGE);
    }
}
