package dev.warren.local.postgres;

import dev.warren.local.process.Command;
import dev.warren.local.process.Programs;
import dev.warren.local.process.WayClosedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Under whom Postgres runs, because it refuses to be root: as ourselves; where we are root, without root's rights in a
 * user namespace, which leaves our files ours; where there are no namespaces, as {@code postgres} or {@code nobody}.
 *
 * @param prefix the words before each command
 * @param owner the other account that must own the data
 */
record Account(List<String> prefix, Optional<String> owner) {

    static Account forPostgres() throws WayClosedException {
        if (!Command.of("id", "-u").run().output().equals("0")) {
            return new Account(List.of(), Optional.empty());
        }
        if (Command.of("unshare", "--user", "true").run().succeeded()) {
            return new Account(List.of("unshare", "--user"), Optional.empty());
        }
        for (var name : List.of("postgres", "nobody")) {
            var account = other(name);
            if (account.isPresent()) {
                return account.get();
            }
        }
        throw new WayClosedException("Postgres refuses to run as root, this system allows no user namespaces, and there"
                + " is no setpriv to become the account postgres or nobody; start as an ordinary user");
    }

    List<String> command(Path program, String... arguments) {
        var words = new ArrayList<>(prefix);
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return words;
    }

    /** Whether it can reach a directory or run a file. */
    boolean canReach(Path path) {
        return owner.isEmpty()
                || Command.of(command(Path.of("test"), "-x", path.toString()))
                        .run()
                        .succeeded();
    }

    private static Optional<Account> other(String name) {
        var group = Command.of("id", "-g", name).run();
        if (!group.succeeded() || Programs.find("setpriv").isEmpty()) {
            return Optional.empty();
        }
        var prefix = List.of("setpriv", "--reuid=" + name, "--regid=" + group.output(), "--clear-groups");
        return Optional.of(new Account(prefix, Optional.of(name)));
    }
}
