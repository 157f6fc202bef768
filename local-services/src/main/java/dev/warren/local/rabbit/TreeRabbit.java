package dev.warren.local.rabbit;

import dev.warren.local.process.Command;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A private node with the RabbitMQ of another system's tree, which {@code WARREN_RABBITMQ_ROOT} names and
 * {@code .ci/rabbitmq-4.3} makes: how a newer broker runs on an older distribution. Needs root.
 */
final class TreeRabbit implements Way<RabbitServer> {

    private static final String ROOT = "WARREN_RABBITMQ_ROOT";
    private static final String STATE = "srv/warren";

    /** In mounts of its own, which vanish with the node: nothing stays mounted, whatever happens. */
    private static final String ENTER = "root=$1; state=$2; shift 2;"
            + " mount --rbind /proc \"$root/proc\" && mount --rbind /dev \"$root/dev\""
            + " && mount --bind \"$state\" \"$root/" + STATE + "\" && exec chroot \"$root\" \"$@\"";

    @Override
    public String name() {
        return "tree";
    }

    @Override
    public boolean isAskedFor(StartRequest request) {
        return request.variable(ROOT).isPresent();
    }

    @Override
    public RabbitServer start(StartRequest request) throws WayClosedException {
        var root = Path.of(request.variable(ROOT).orElseThrow(() -> new WayClosedException(ROOT + " is not set")))
                .toAbsolutePath();
        var server = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
        var epmd = Path.of("/usr/bin/epmd");
        if (!Files.exists(root.resolve("." + server), LinkOption.NOFOLLOW_LINKS)) {
            throw new ServerFailedException(ROOT + "=" + root + " is no system tree with RabbitMQ in it: there is no "
                    + server + ". `.ci/rabbitmq-4.3 " + root + "` makes one.");
        }
        if (!Command.of("unshare", "--mount", "true").run().succeeded()) {
            throw new ServerFailedException(ROOT + " is set, and a system tree needs root and the right to mount;"
                    + " start as root, or unset it.");
        }
        try {
            Files.createDirectories(root.resolve(STATE));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the place for the node's state in " + root, e);
        }
        var house = new RabbitInstallation.House(
                state -> List.of("unshare", "--mount", "sh", "-c", ENTER, "sh", root.toString(), state.toString()),
                state -> Path.of("/", STATE));
        return PrivateRabbit.start(
                request, new RabbitInstallation(server, epmd, Map.of(), house, "the system tree in " + root));
    }
}
