package dev.warren.local.process;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * The directory of one private server: its data, its logs, what it must remember (ports, names, passwords) and the
 * processes it consists of. Held by a lock, so that nobody else uses it and that its owner's death shows.
 */
public final class ServerDirectory implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Path path;
    private final boolean temporary;
    private final DirectoryLock lock;
    private final ProcessList processes;

    private ServerDirectory(Path path, boolean temporary, DirectoryLock lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
        this.processes = new ProcessList(path.resolve("processes"));
    }

    /** A directory that stays. Stops what a killed owner has left running in it. */
    static ServerDirectory kept(Path path) {
        try {
            PrivateFiles.createDirectories(path);
            var lock = DirectoryLock.take(path)
                    .orElseThrow(() -> new ServerFailedException(
                            path + " is in use by another server that runs; stop that one first."));
            var directory = new ServerDirectory(path.toRealPath(), false, lock);
            directory.processes.stopAll(GRACE);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + path + " for a server's state", e);
        }
    }

    /** A directory that goes with its server, or with this process. */
    static ServerDirectory temporary(String server) {
        try {
            var root = Path.of(System.getProperty("java.io.tmpdir"));
            var prefix = "warren-" + server + "-";
            var path = Files.createTempDirectory(root, prefix).toRealPath();
            removeLeftovers(path, prefix);
            var lock = DirectoryLock.take(path)
                    .orElseThrow(() -> new IOException(path + " was locked by somebody else right after it was made"));
            Guard.ofThisProcess().watch(path);
            return new ServerDirectory(path, true, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a temporary directory for a server", e);
        }
    }

    static boolean exists(Path path) {
        return DirectoryLock.wasEverTaken(path);
    }

    public Path path() {
        return path;
    }

    public boolean isTemporary() {
        return temporary;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    public Optional<String> recall(String key) {
        return Optional.ofNullable(properties().getProperty(key));
    }

    public void remember(String key, String value) {
        var properties = properties();
        properties.setProperty(key, value);
        var text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.write(resolve("server.properties"), text.toString());
    }

    /** A password that is made once and stays with the data; only its owner can read the file. */
    public String secret(String name) {
        var file = resolve(name);
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[20];
                new SecureRandom().nextBytes(bytes);
                PrivateFiles.write(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** From now on the process is stopped if this process dies, and at the next start if even that failed. */
    public OwnedProcess own(Process process, Ending ending) {
        var owned = OwnedProcess.launched(process.toHandle(), temporary ? ending.atOnce() : ending);
        processes.add(owned);
        Guard.ofThisProcess().watch(owned);
        return owned;
    }

    /** Learns the program that the launched process has become. */
    public OwnedProcess settle(OwnedProcess launched) {
        var settled = launched.settled();
        processes.replace(launched, settled);
        Guard.ofThisProcess().watch(settled);
        Guard.ofThisProcess().release(launched);
        return settled;
    }

    /** The process is gone. */
    public void disown(OwnedProcess process) {
        processes.remove(process);
        Guard.ofThisProcess().release(process);
    }

    /** Removes everything but the lock. */
    void clear() {
        processes.stopAll(GRACE);
        try (var entries = Files.list(path)) {
            for (var entry : entries.toList()) {
                if (!DirectoryLock.isLock(entry)) {
                    Watchdog.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + path, e);
        }
    }

    /** Stops what still runs, gives the directory free, and deletes it where it is temporary. */
    @Override
    public void close() {
        processes.stopAll(GRACE);
        try {
            if (temporary) {
                Watchdog.delete(path);
                Guard.ofThisProcess().release(path);
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot leave " + path, e);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        var file = resolve("server.properties");
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        return properties;
    }

    /** Where even the watchdog was killed: nobody holds the lock of the directory, so its owner is dead. */
    private static void removeLeftovers(Path fresh, String prefix) throws IOException {
        var me = Files.getOwner(fresh);
        try (var entries = Files.newDirectoryStream(fresh.getParent(), prefix + "*")) {
            for (var entry : entries) {
                removeIfDead(entry, me);
            }
        }
    }

    private static void removeIfDead(Path directory, UserPrincipal me) throws IOException {
        try {
            if (!exists(directory) || !Files.getOwner(directory).equals(me)) {
                return;
            }
            var lock = DirectoryLock.take(directory);
            if (lock.isPresent()) {
                try (var held = lock.get()) {
                    new ProcessList(directory.resolve("processes")).stopAll(GRACE);
                    Watchdog.delete(directory);
                }
            }
        } catch (NoSuchFileException e) {
            // Its own watchdog is deleting it at this moment.
        }
    }
}
