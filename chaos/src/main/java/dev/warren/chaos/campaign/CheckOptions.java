package dev.warren.chaos.campaign;

import dev.warren.local.cluster.Arguments;
import dev.warren.local.cluster.BrokerTree;
import dev.warren.local.cluster.Misuse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Which earlier campaign is to be checked again.
 *
 * @param directory of the campaign
 * @param broker as in {@link Options}: the RabbitMQ that it ran on
 */
record CheckOptions(Path directory, String broker) {

    private static final String CHECK = "--check";

    /** Whether these ask for a check of what is there, and for no campaign. */
    static boolean areMeantBy(String[] arguments) {
        return Arrays.stream(arguments).anyMatch(each -> each.equals(CHECK) || each.startsWith(CHECK + "="));
    }

    /** @throws Misuse that says what is wrong and what would be right */
    static CheckOptions parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = Arguments.parse("chaos", arguments, Set.of(CHECK, "--broker"));
        return new CheckOptions(
                Path.of(given.get(CHECK)).toAbsolutePath().normalize(), BrokerTree.asked(given, environment));
    }
}
