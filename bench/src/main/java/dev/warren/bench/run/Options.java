package dev.warren.bench.run;

import dev.warren.bench.peer.Peer;
import dev.warren.bench.peer.Peers;
import dev.warren.bench.scenario.Effort;
import dev.warren.bench.scenario.Scenario;
import dev.warren.bench.scenario.Scenarios;
import dev.warren.local.cluster.Arguments;
import dev.warren.local.cluster.BrokerTree;
import dev.warren.local.cluster.Misuse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is to be measured.
 *
 * @param scenarios in the order in which they are played
 * @param peers in the order in which they are played
 * @param rounds of each scenario and peer, 1 to 100
 * @param effort of each round
 * @param broker a system tree with the RabbitMQ to take; empty for the packages of the distribution
 * @param directory of everything that the benchmark makes
 * @param output the file of the result
 */
record Options(
        List<Scenario> scenarios,
        List<Peer> peers,
        int rounds,
        Effort effort,
        String broker,
        Path directory,
        Path output) {

    private static final Set<String> KNOWN =
            Set.of("--scenario", "--peers", "--rounds", "--seconds", "--scale", "--output", "--directory", "--broker");

    /** @throws Misuse that says what is wrong and what would be right */
    static Options parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = Arguments.parse("bench", arguments, KNOWN);
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", "."));
        Path directory = path(given.getOrDefault(
                "--directory", project.resolve(".warren/bench").toString()));
        List<Scenario> scenarios =
                named("--scenario", given.getOrDefault("--scenario", "all"), Scenarios.all(), Scenario::name);
        List<Peer> peers = named("--peers", given.getOrDefault("--peers", "none"), Peers.all(), Peer::name);
        if (scenarios.isEmpty() && peers.isEmpty()) {
            throw new Misuse("--scenario none leaves nothing to measure, unless --peers names some.");
        }
        return new Options(
                scenarios,
                peers,
                whole("--rounds", given.getOrDefault("--rounds", "3"), 1, 100),
                new Effort(
                        whole("--seconds", given.getOrDefault("--seconds", "60"), 1, 3600),
                        scale(given.getOrDefault("--scale", "1"))),
                BrokerTree.asked(given, environment),
                directory,
                path(given.getOrDefault(
                        "--output", directory.resolve("result.json").toString())));
    }

    private static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    /** Those of all that the text names, in their own order. */
    private static <T> List<T> named(String option, String text, List<T> all, Function<T, String> name) {
        if (text.equals("all")) {
            return all;
        }
        if (text.equals("none")) {
            return List.of();
        }
        List<String> names = all.stream().map(name).toList();
        Set<String> wanted = new HashSet<>();
        for (String word : text.split(",", -1)) {
            if (!names.contains(word.strip())) {
                throw new Misuse("%s knows no '%s'. There are: all, none, %s."
                        .formatted(option, word.strip(), String.join(", ", names)));
            }
            wanted.add(word.strip());
        }
        return all.stream().filter(one -> wanted.contains(name.apply(one))).toList();
    }

    private static int whole(String name, String text, int from, int to) {
        try {
            int value = Integer.parseInt(text);
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new Misuse("%s must be a whole number from %d to %d, not '%s'.".formatted(name, from, to, text));
    }

    private static double scale(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && value <= 10) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new Misuse("--scale must be a number above 0 and at most 10, such as 0.01, not '%s'.".formatted(text));
    }
}
