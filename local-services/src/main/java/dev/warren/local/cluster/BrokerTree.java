package dev.warren.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which RabbitMQ a command line asks for. */
public final class BrokerTree {

    private static final String PACKAGES = "packages";

    private BrokerTree() {}

    /**
     * The system tree that is asked for; empty for the packages of the distribution.
     *
     * @param given options by name; {@code --broker} goes before {@code WARREN_RABBITMQ_ROOT} of the environment
     * @throws Misuse where there is no such tree
     */
    public static String asked(Map<String, String> given, Map<String, String> environment) {
        String text = given.getOrDefault("--broker", environment.getOrDefault("WARREN_RABBITMQ_ROOT", PACKAGES));
        if (text.isBlank() || text.equals(PACKAGES)) {
            return "";
        }
        Path tree = Path.of(text).toAbsolutePath();
        if (!Files.isDirectory(tree)) {
            throw new Misuse(
                    "--broker must be '%s' or a system tree with RabbitMQ, as `.ci/rabbitmq-4.3 DIRECTORY` makes one; '%s' is no directory."
                            .formatted(PACKAGES, text));
        }
        return tree.toString();
    }
}
