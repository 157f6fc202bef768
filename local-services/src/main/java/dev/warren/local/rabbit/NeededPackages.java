package dev.warren.local.rabbit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses, from the tree of dependencies, what a private node needs: RabbitMQ, all of Erlang, and the shared libraries
 * that are not installed. Accounts, init systems and scripting languages are for an installed node only.
 */
final class NeededPackages {

    private static final String START = "rabbitmq-server";
    private static final Pattern EDGE = Pattern.compile("\\s+\\|?(?:Pre)?Depends: ([^<\\s]+)");

    private NeededPackages() {}

    /**
     * @param graph what {@code apt-cache depends --recurse} prints
     * @param installed lines of a package's name and its status
     */
    static Set<String> of(String graph, String installed) {
        var edges = edges(graph);
        var present = installed
                .lines()
                .filter(line -> line.endsWith(" install ok installed"))
                .map(line -> line.split(" ", 2)[0])
                .collect(Collectors.toSet());
        var needed = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(edges.containsKey(START) ? List.of(START) : List.of());
        while (!open.isEmpty()) {
            var name = open.remove();
            if (needed.add(name)) {
                edges.getOrDefault(name, Set.of()).stream()
                        .filter(next -> isErlang(next) || (isLibrary(next) && !present.contains(next)))
                        .forEach(open::add);
            }
        }
        return needed;
    }

    private static Map<String, Set<String>> edges(String graph) {
        var edges = new HashMap<String, Set<String>>();
        var from = "";
        for (var line : graph.lines().toList()) {
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                from = line.strip();
                edges.putIfAbsent(from, new LinkedHashSet<>());
            } else {
                var edge = EDGE.matcher(line);
                if (edge.matches()) {
                    edges.computeIfAbsent(from, name -> new LinkedHashSet<>()).add(edge.group(1));
                }
            }
        }
        return edges;
    }

    /** Erlang is unpacked even where a part of it is installed, because its parts must fit each other. */
    private static boolean isErlang(String name) {
        return name.startsWith("erlang-");
    }

    private static boolean isLibrary(String name) {
        return name.startsWith("lib") || name.equals("zlib1g");
    }
}
