package dev.warren.chaos.campaign;

import dev.warren.chaos.fault.Schedule;
import dev.warren.local.cluster.Arguments;
import dev.warren.local.cluster.BrokerTree;
import dev.warren.local.cluster.Misuse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What campaign is wanted.
 *
 * @param seed decides faults and load
 * @param minutes of load and faults, 1 to 1440
 * @param rate tasks submitted in a second, 1 to 5000
 * @param broker a system tree with the RabbitMQ to take; empty for the packages of the distribution
 * @param only kinds of faults to draw from; empty for all
 * @param without what is taken out of the ledger, to see that the check notices; null for nothing
 * @param directory of everything that the campaign makes
 */
record Options(
        long seed,
        int minutes,
        int rate,
        String broker,
        SortedSet<String> only,
        @Nullable Sabotage without,
        Path directory) {

    private static final Set<String> KNOWN =
            Set.of("--seed", "--minutes", "--rate", "--broker", "--only", "--without", "--directory");

    /** @throws Misuse that says what is wrong and what would be right */
    static Options parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = Arguments.parse("chaos", arguments, KNOWN);
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", "."));
        return new Options(
                required(given, "--seed", Long.MIN_VALUE, Long.MAX_VALUE),
                (int) required(given, "--minutes", 1, 1440),
                (int) number("--rate", given.getOrDefault("--rate", "200"), 1, 5000),
                BrokerTree.asked(given, environment),
                only(given.getOrDefault("--only", "")),
                sabotage(given.get("--without")),
                Path.of(given.getOrDefault(
                                "--directory", project.resolve(".warren/chaos").toString()))
                        .toAbsolutePath()
                        .normalize());
    }

    private static long required(Map<String, String> given, String name, long from, long to) {
        String text = given.get(name);
        if (text == null) {
            throw new Misuse("%s is missing: ./warren chaos --seed N --minutes M".formatted(name));
        }
        return number(name, text, from, to);
    }

    private static long number(String name, String text, long from, long to) {
        try {
            long value = Long.parseLong(text);
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new Misuse(
                from == Long.MIN_VALUE
                        ? "%s must be a whole number, not '%s'.".formatted(name, text)
                        : "%s must be a number from %d to %d, not '%s'.".formatted(name, from, to, text));
    }

    private static SortedSet<String> only(String text) {
        SortedSet<String> kinds = new TreeSet<>();
        for (String word : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String kind = word.strip();
            if (!Schedule.kinds().contains(kind)) {
                throw new Misuse("--only knows no fault '%s'. There are: %s."
                        .formatted(kind, String.join(", ", Schedule.kinds())));
            }
            kinds.add(kind);
        }
        return Collections.unmodifiableSortedSet(kinds);
    }

    private static @Nullable Sabotage sabotage(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Stream.of(Sabotage.values())
                .filter(one -> one.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new Misuse("--without must be one of %s, not '%s'."
                        .formatted(
                                Stream.of(Sabotage.values()).map(Sabotage::word).collect(Collectors.joining(", ")),
                                text.toLowerCase(Locale.ROOT))));
    }
}
