package dev.warren.doctor.installation;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options as they are given on the command line, {@code --name value} or {@code --name=value}. */
public final class Options {

    private static final String JSON = "--json";
    private static final Set<String> WITH_VALUE =
            Set.of("--directory", "--settings", "--ledger", "--broker", "--management", "--gateways");

    private final Map<String, String> values;
    private final boolean json;

    private Options(Map<String, String> values, boolean json) {
        this.values = values;
        this.json = json;
    }

    /** @throws Misuse that says what is wrong and what would be right */
    public static Options parse(List<String> arguments) {
        var values = new HashMap<String, String>();
        boolean json = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals(JSON)) {
                json = true;
                continue;
            }
            String[] parts = word.split("=", 2);
            if (!WITH_VALUE.contains(parts[0])) {
                throw new Misuse("doctor does not know '%s'. There are: %s, %s."
                        .formatted(
                                parts[0],
                                String.join(", ", WITH_VALUE.stream().sorted().toList()),
                                JSON));
            }
            if (parts.length == 1 && !rest.hasNext()) {
                throw new Misuse(parts[0] + " needs a value.");
            }
            String value = parts.length == 2 ? parts[1] : rest.next();
            refusePassword(parts[0], value);
            if (values.put(parts[0], value) != null) {
                throw new Misuse(parts[0] + " is given twice.");
            }
        }
        return new Options(values, json);
    }

    /** Whether the report is for programs. */
    public boolean json() {
        return json;
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** Whoever lists the processes of a machine sees their arguments. */
    private static void refusePassword(String option, String value) {
        if (value.matches("(?s)[^/]*//[^/@]*:[^/@]*@.*") || value.matches("(?si).*[?&](ssl)?password=.+")) {
            throw new Misuse(
                    option + " has a password in it, which everybody sees who lists the processes of this machine."
                            + " Give it by the environment or in a file that --settings names.");
        }
    }
}
