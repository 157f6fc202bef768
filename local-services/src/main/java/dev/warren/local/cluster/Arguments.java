package dev.warren.local.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Options as they are given on a command line: {@code --name value} or {@code --name=value}. */
public final class Arguments {

    private Arguments() {}

    /**
     * @param verb of the script {@code warren}, for the person who reads the message
     * @throws Misuse that says what is wrong and what would be right
     */
    public static Map<String, String> parse(String verb, String[] arguments, Set<String> known) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            if (!known.contains(parts[0])) {
                throw new Misuse("unknown option '%s' of %s. There are: %s."
                        .formatted(parts[0], verb, known.stream().sorted().collect(Collectors.joining(", "))));
            }
            if (parts.length == 1 && i + 1 == arguments.length) {
                throw new Misuse(parts[0] + " needs a value.");
            }
            if (given.put(parts[0], parts.length == 2 ? parts[1] : arguments[++i]) != null) {
                throw new Misuse(parts[0] + " is given twice.");
            }
        }
        return given;
    }
}
