package dev.warren.local.process;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first of several ways that leads to a server, and remembers why the earlier ones did not.
 *
 * @param <S> the server
 */
public final class FirstWay<S> {

    private final String product;
    private final List<Way<S>> ways;
    private final String advice;

    /** @param advice what to install on which operating system, for the message when no way is left */
    public FirstWay(String product, List<Way<S>> ways, String advice) {
        this.product = product;
        this.ways = ways;
        this.advice = advice;
    }

    /**
     * @param only the name of the one way to take; null for any
     * @throws ServerFailedException when no way is left, with the reason for each and what to install
     */
    public S take(StartRequest request, @Nullable String only) {
        var failures = new ArrayList<String>();
        try {
            var candidates = candidates(request, only, failures);
            for (var way : candidates) {
                try {
                    var server = way.start(request);
                    request.rememberWay(way.name());
                    return server;
                } catch (WayClosedException closed) {
                    failures.add(way.name() + ": " + closed.getMessage());
                } catch (ServerFailedException failed) {
                    if (way.isAskedFor(request) || candidates.size() == 1) {
                        throw failed;
                    }
                    failures.add(way.name() + ": " + failed.getMessage());
                    request.say(product + " did not start the way `" + way.name() + "`: " + failed.getMessage());
                    request.forget();
                }
            }
            throw new ServerFailedException(noWay(failures));
        } catch (RuntimeException e) {
            request.abandon();
            throw e;
        }
    }

    private List<Way<S>> candidates(StartRequest request, @Nullable String only, List<String> failures) {
        if (only != null) {
            return List.of(named(only));
        }
        var asked = ways.stream().filter(way -> way.isAskedFor(request)).findFirst();
        if (asked.isPresent()) {
            return List.of(asked.get());
        }
        var remembered = request.rememberedWay();
        if (remembered.isEmpty()) {
            return ways;
        }
        failures.add("what is kept in " + request.directory().path() + " was made the way `" + remembered.get()
                + "`, so no other was tried; remove that directory to start anew");
        return List.of(named(remembered.get()));
    }

    private Way<S> named(String name) {
        return ways.stream()
                .filter(way -> way.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ServerFailedException("There is no way `%s` to %s; there are: %s."
                        .formatted(
                                name,
                                product,
                                String.join(", ", ways.stream().map(Way::name).toList()))));
    }

    private String noWay(List<String> failures) {
        var lines = new StringBuilder("No " + product + " can be started on this machine.");
        failures.forEach(
                failure -> lines.append("\n  - ").append(failure.strip().replace("\n", "\n    ")));
        return lines.append("\nWhat to do, one of these:\n")
                .append(advice.stripTrailing().indent(2).stripTrailing())
                .toString();
    }
}
