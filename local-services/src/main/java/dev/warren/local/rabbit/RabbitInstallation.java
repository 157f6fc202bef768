package dev.warren.local.rabbit;

import dev.warren.local.process.ServerDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The programs of one RabbitMQ, and how to run them.
 *
 * @param server the script {@code rabbitmq-server}, by the path that the node itself sees
 * @param epmd Erlang's port mapper, by the path that the node itself sees
 * @param environment what these programs need beside the node's own settings
 * @param house where the node lives, which is another root for a system tree
 * @param origin where the programs come from, for people
 */
record RabbitInstallation(Path server, Path epmd, Map<String, String> environment, House house, String origin) {

    /**
     * @param prefix the words before each command, given the server's directory
     * @param state the server's directory by the path that the node itself sees
     */
    record House(Function<Path, List<String>> prefix, Function<Path, Path> state) {

        /** On this very system. */
        static final House HERE = new House(directory -> List.of(), Function.identity());
    }

    List<String> command(ServerDirectory directory, Path program, List<String> arguments) {
        var words = new ArrayList<>(house.prefix().apply(directory.path()));
        words.add(program.toString());
        words.addAll(arguments);
        return words;
    }

    /** The script {@code rabbitmqctl}, which every distribution puts beside the server. */
    Path control() {
        return server.resolveSibling("rabbitmqctl");
    }

    Path stateOf(ServerDirectory directory) {
        return house.state().apply(directory.path());
    }
}
