package dev.warren.local.rabbit;

import dev.warren.local.process.FirstWay;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ways to a RabbitMQ, in the order in which they are tried. */
public final class RabbitWays {

    private static final String ADVICE = """
            Debian, Ubuntu: sudo apt-get install rabbitmq-server
            Fedora:         sudo dnf install rabbitmq-server
            macOS:          brew install rabbitmq
            Windows:        Docker Desktop, or run Warren inside WSL 2
            any system:     start Docker, or set WARREN_RABBITMQ_URI to amqp://user:password@host:port/vhost
                            and WARREN_RABBITMQ_MANAGEMENT_URI to http://user:password@host:port; the test of
                            the dashboards wants its metrics too: WARREN_RABBITMQ_METRICS_URI, http://host:port
            """;

    private RabbitWays() {}

    /** @param only the one way to take; null for the first that works */
    public static RabbitServer start(StartRequest request, @Nullable String only) {
        List<Way<RabbitServer>> ways = List.of(
                new EnvironmentRabbit(),
                new TreeRabbit(),
                new DockerRabbit(),
                new InstalledRabbit(),
                new DebianRabbit());
        return new FirstWay<>("RabbitMQ", ways, ADVICE).take(request, only);
    }
}
