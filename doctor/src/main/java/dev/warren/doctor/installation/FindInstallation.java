package dev.warren.doctor.installation;

import dev.warren.doctor.installation.Installation.BrokerAddress;
import dev.warren.doctor.installation.Installation.Gateway;
import dev.warren.doctor.installation.Installation.LedgerAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is to be examined. A directory that is given means the cluster in it; addresses, wherever they are given,
 * mean what is there; nothing at all means the cluster in the project's own directory.
 */
public final class FindInstallation {

    private final Options options;
    private final Map<String, String> environment;

    public FindInstallation(Options options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    /**
     * @throws Misuse where what was given cannot be meant
     * @throws NothingToExamine where it means nothing that exists
     */
    public Installation find() {
        String directory = options.get("--directory");
        Installation given = given();
        if (directory != null) {
            for (String option : List.of("--settings", "--ledger", "--broker", "--management", "--gateways")) {
                if (options.get(option) != null) {
                    throw new Misuse("--directory means the cluster in it; leave it out, or %s.".formatted(option));
                }
            }
            return ReadClusterFile.in(Path.of(directory).toAbsolutePath().normalize());
        }
        return given != null
                ? given
                : ReadClusterFile.in(Path.of(environment.getOrDefault("WARREN_PROJECT", ""), ".warren")
                        .toAbsolutePath()
                        .normalize());
    }

    private @Nullable Installation given() {
        Settings settings = Settings.of(environment, options.get("--settings"));
        String jdbcUrl = first(options.get("--ledger"), settings.get("WARREN_LEDGER_URL"));
        String amqpUri = first(options.get("--broker"), settings.get("WARREN_BROKER_URI"));
        String managementUri = first(options.get("--management"), settings.get("WARREN_DOCTOR_MANAGEMENT"));
        String gateways = first(options.get("--gateways"), settings.get("WARREN_DOCTOR_GATEWAYS"));
        if (jdbcUrl == null && amqpUri == null && managementUri == null && gateways == null) {
            if (options.get("--settings") != null) {
                throw new Misuse("%s names neither WARREN_LEDGER_URL, WARREN_BROKER_URI, WARREN_DOCTOR_MANAGEMENT nor"
                                .formatted(options.get("--settings"))
                        + " WARREN_DOCTOR_GATEWAYS.");
            }
            return null;
        }
        BrokerAddress broker = amqpUri == null
                ? null
                : BrokerUri.amqp(
                        "the broker's address",
                        amqpUri,
                        settings.get("WARREN_BROKER_USERNAME"),
                        settings.get("WARREN_BROKER_PASSWORD"));
        return new Installation(
                "the installation at the addresses given",
                gateways(gateways),
                List.of(),
                jdbcUrl == null ? null : ledger(jdbcUrl, settings),
                broker,
                managementUri == null
                        ? null
                        : BrokerUri.management(
                                "the address of the management API",
                                managementUri,
                                settings.get("WARREN_DOCTOR_MANAGEMENT_USERNAME"),
                                settings.get("WARREN_DOCTOR_MANAGEMENT_PASSWORD"),
                                broker));
    }

    private static LedgerAddress ledger(String jdbcUrl, Settings settings) {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new Misuse("the ledger's address must be like jdbc:postgresql://host:5432/warren.");
        }
        String user = settings.get("WARREN_LEDGER_USERNAME");
        String password = settings.get("WARREN_LEDGER_PASSWORD");
        return new LedgerAddress(jdbcUrl, user == null ? "" : user, password == null ? "" : password);
    }

    private static List<Gateway> gateways(@Nullable String given) {
        List<Gateway> gateways = new ArrayList<>();
        for (String url : given == null ? new String[0] : given.split(",")) {
            String address = url.strip().replaceFirst("/+$", "");
            if (!address.matches("https?://[^/@]+")) {
                throw new Misuse("a gateway's address is like http://host:8080, without a path and a login.");
            }
            gateways.add(new Gateway(address, address));
        }
        return gateways;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }
}
