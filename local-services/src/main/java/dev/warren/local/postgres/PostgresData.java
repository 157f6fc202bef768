package dev.warren.local.postgres;

import dev.warren.local.process.Command;
import dev.warren.local.process.PrivateFiles;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds the data directory of a private Postgres, and makes it at the first start. */
final class PostgresData {

    static final String USER = "warren";

    private PostgresData() {}

    /** @return the data directory, owned by the account that Postgres runs under */
    static Path prepare(StartRequest request, PostgresBinaries binaries, Account account) throws WayClosedException {
        var directory = request.directory();
        try {
            var data = place(directory, account);
            var marker = data.resolve("PG_VERSION");
            if (!Files.exists(marker)) {
                initialize(request, binaries, account, data);
            }
            var made = Files.readString(marker).strip();
            if (!made.equals(binaries.majorVersion())) {
                throw new WayClosedException("the data in %s is Postgres %s's and %s is %s"
                        .formatted(data, made, binaries.bin(), binaries.majorVersion()));
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare Postgres' data in " + directory.path(), e);
        }
    }

    private static Path place(ServerDirectory directory, Account account) throws IOException {
        var data = directory.recall("data").map(Path::of).orElse(directory.resolve("data"));
        if (account.owner().isEmpty()) {
            return data;
        }
        Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwx--x--x"));
        if (!account.canReach(directory.path())) {
            data = elsewhere(directory, account);
        }
        if (!Files.exists(data)) {
            PrivateFiles.createDirectories(data);
        }
        Files.setOwner(
                data,
                data.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(account.owner().get()));
        return data;
    }

    /** The account cannot go through, say, {@code /root}. */
    private static Path elsewhere(ServerDirectory directory, Account account) {
        if (directory.isTemporary()) {
            throw new ServerFailedException(
                    "%s, who must run Postgres here, cannot reach %s; set -Djava.io.tmpdir=/tmp."
                            .formatted(account.owner().orElseThrow(), directory.path()));
        }
        var hash = Integer.toHexString(directory.path().toString().hashCode());
        var data = Path.of("/var/tmp", "warren-postgres-data-" + hash);
        directory.remember("data", data.toString());
        return data;
    }

    private static void initialize(StartRequest request, PostgresBinaries binaries, Account account, Path data)
            throws IOException {
        request.say("Preparing Postgres " + binaries.majorVersion() + " in " + data);
        var password = Files.createTempFile("warren-", ".password");
        try {
            Files.writeString(password, request.directory().secret("password"));
            if (account.owner().isPresent()) {
                Files.setOwner(password, Files.getOwner(data));
            }
            var words = new ArrayList<>(account.command(binaries.program("initdb"), "-D", data.toString()));
            words.addAll(List.of("-U", USER, "-A", "scram-sha-256", "--pwfile=" + password, "-E", "UTF8"));
            words.add(System.getProperty("os.name").equals("Linux") ? "--locale=C.UTF-8" : "--no-locale");
            if (!request.isDurable()) {
                words.add("--no-sync");
            }
            Command.of(words)
                    .with(PostgresBinaries.ENVIRONMENT)
                    .in(Path.of("/"))
                    .within(Duration.ofMinutes(2))
                    .output();
        } finally {
            Files.deleteIfExists(password);
        }
    }
}
