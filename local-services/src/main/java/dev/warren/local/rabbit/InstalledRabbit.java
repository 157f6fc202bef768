package dev.warren.local.rabbit;

import dev.warren.local.process.Command;
import dev.warren.local.process.Programs;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A private node made with the RabbitMQ that is installed here; the installed node itself is left alone. */
final class InstalledRabbit implements Way<RabbitServer> {

    /** Before the {@code PATH}, where distributions put a wrapper that insists on their own account and directory. */
    private static final List<String> USUAL = List.of(
            "/usr/lib/rabbitmq/bin/rabbitmq-server",
            "/opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server",
            "/usr/local/opt/rabbitmq/sbin/rabbitmq-server");

    @Override
    public String name() {
        return "installed";
    }

    @Override
    public RabbitServer start(StartRequest request) throws WayClosedException {
        var server = Stream.concat(USUAL.stream().map(Path::of), Programs.onPath("rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new WayClosedException(
                        "no rabbitmq-server in /usr/lib/rabbitmq/bin, of Homebrew, or on the PATH"));
        var epmd = epmd().orElseThrow(() -> new WayClosedException(server + " is there, and Erlang's epmd is not"));
        var environment = Map.of("PATH", epmd.getParent() + ":" + System.getenv("PATH"));
        return PrivateRabbit.start(
                request,
                new RabbitInstallation(
                        server, epmd, environment, RabbitInstallation.House.HERE, "installed as " + server));
    }

    private static Optional<Path> epmd() {
        return Stream.concat(Programs.onPath("epmd"), besideErlang().stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Some packages keep it off the {@code PATH}, so Erlang itself is asked where it lives. */
    private static Optional<Path> besideErlang() {
        var root = Command.of("erl", "-noshell", "-eval", "io:format(\"~s\",[code:root_dir()]),halt().")
                .run();
        return root.succeeded() ? Optional.of(Path.of(root.output(), "bin", "epmd")) : Optional.empty();
    }
}
