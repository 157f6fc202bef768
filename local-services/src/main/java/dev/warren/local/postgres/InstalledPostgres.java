package dev.warren.local.postgres;

import dev.warren.local.process.Programs;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A private server made with the programs that are installed here; the installed server itself is left alone. */
final class InstalledPostgres implements Way<PostgresServer> {

    private static final List<Path> VERSIONED =
            List.of(Path.of("/usr/lib/postgresql"), Path.of("/opt/homebrew/opt"), Path.of("/usr/local/opt"));
    private static final int OLDEST = 15;

    @Override
    public String name() {
        return "installed";
    }

    @Override
    public PostgresServer start(StartRequest request) throws WayClosedException {
        var binaries = candidates()
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres")))
                .map(bin -> PostgresBinaries.at(bin, "installed in " + bin))
                .filter(found -> Integer.parseInt(found.majorVersion()) >= OLDEST)
                .max(Comparator.comparingInt(found -> Integer.parseInt(found.majorVersion())))
                .orElseThrow(() -> new WayClosedException(
                        "no initdb and postgres of version %d or newer on the PATH, in /usr/lib/postgresql or of Homebrew"
                                .formatted(OLDEST)));
        return PrivatePostgres.start(request, binaries, Account.forPostgres());
    }

    private static Stream<Path> candidates() {
        var beside = Programs.onPath("initdb").map(InstalledPostgres::realDirectory);
        return Stream.concat(VERSIONED.stream().flatMap(InstalledPostgres::versionsIn), beside)
                .distinct();
    }

    private static Stream<Path> versionsIn(Path parent) {
        if (!Files.isDirectory(parent)) {
            return Stream.empty();
        }
        try (var entries = Files.list(parent)) {
            return entries.map(entry -> entry.resolve("bin")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + parent, e);
        }
    }

    /** Distributions link {@code initdb} into the {@code PATH} and leave the rest where it is. */
    private static Path realDirectory(Path program) {
        try {
            return program.toRealPath().resolveSibling("");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot follow " + program, e);
        }
    }
}
