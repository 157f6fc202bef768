package dev.warren.local.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: a verb, its options ({@code --name value} or {@code --name=value}) and for {@code logs} a name.
 * Values are text here; whoever uses one checks it.
 */
record CommandLine(
        Verb verb, Map<String, String> options, @Nullable String name) {

    enum Verb {
        UP("--workers", "--gateways", "--port", "--directory"),
        DOWN("--directory"),
        STATUS("--directory"),
        LOGS("--directory");

        private final List<String> options;

        Verb(String... options) {
            this.options = List.of(options);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Verb of(String word) {
            return Arrays.stream(values())
                    .filter(verb -> verb.toString().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new Misuse("unknown command '%s'. There are: %s.".formatted(word, list(Set.of(values())))));
        }
    }

    /** @throws Misuse where a verb, option or value is unknown or missing */
    static CommandLine parse(String[] arguments) {
        if (arguments.length == 0) {
            throw new Misuse("say what to do: %s.".formatted(list(Set.of(Verb.values()))));
        }
        Verb verb = Verb.of(arguments[0]);
        Map<String, String> options = new HashMap<>();
        String name = null;
        Iterator<String> rest =
                Arrays.asList(arguments).subList(1, arguments.length).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.startsWith("-")) {
                addOption(verb, word, rest, options);
            } else if (verb == Verb.LOGS && name == null) {
                name = word;
            } else {
                throw new Misuse("%s does not know what to do with '%s'.".formatted(verb, word));
            }
        }
        return new CommandLine(verb, Map.copyOf(options), name);
    }

    private static void addOption(Verb verb, String word, Iterator<String> rest, Map<String, String> options) {
        int equals = word.indexOf('=');
        String option = equals < 0 ? word : word.substring(0, equals);
        if (!verb.options.contains(option)) {
            throw new Misuse("unknown option '%s' of %s. There are: %s."
                    .formatted(option, verb, String.join(", ", verb.options)));
        }
        if (equals < 0 && !rest.hasNext()) {
            throw new Misuse("%s needs a value.".formatted(option));
        }
        if (options.putIfAbsent(option, equals < 0 ? rest.next() : word.substring(equals + 1)) != null) {
            throw new Misuse("%s is given twice.".formatted(option));
        }
    }

    private static String list(Set<Verb> verbs) {
        return verbs.stream().sorted().map(Verb::toString).collect(Collectors.joining(", "));
    }
}
