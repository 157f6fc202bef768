package dev.warren.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Unpacked programs, shared by all processes of a user: a directory is there whole or not at all. */
public final class DownloadCache {

    /** A file lock is one between processes; within this one it would throw instead of waiting. */
    private static final ReentrantLock WITHIN_THIS_PROCESS = new ReentrantLock();

    private final Path root;

    private DownloadCache(Path root) {
        this.root = root;
    }

    /** In {@code $XDG_CACHE_HOME} or {@code ~/.cache}; in the temporary directory for a user without a home. */
    public static DownloadCache ofThisUser(StartRequest request) {
        var home = Path.of(System.getProperty("user.home"));
        var caches = request.variable("XDG_CACHE_HOME").map(Path::of).orElse(home.resolve(".cache"));
        return tryAt(caches.resolve("warren")) ? new DownloadCache(caches.resolve("warren")) : inTemporaryDirectory();
    }

    /** For programs that another account must be able to run too. */
    public static DownloadCache ofTheMachine() {
        var root = Path.of("/var/cache/warren");
        if (!tryAt(root)) {
            throw new ServerFailedException(root + " cannot be written.");
        }
        return new DownloadCache(root);
    }

    /** The directory of this name; made by the filler, in a place beside it, where it is not there yet. */
    public Path directory(String name, Filler filler) {
        var directory = root.resolve(name);
        if (Files.isDirectory(directory)) {
            return directory;
        }
        WITHIN_THIS_PROCESS.lock();
        try (var channel = FileChannel.open(
                        root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!Files.isDirectory(directory)) {
                var beside = root.resolve(name + ".part");
                Watchdog.delete(beside);
                Files.createDirectory(beside);
                filler.fill(beside);
                Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack into " + directory, e);
        } finally {
            WITHIN_THIS_PROCESS.unlock();
        }
    }

    /** Nobody else may have prepared this directory for us: what is in it will be executed. */
    private static DownloadCache inTemporaryDirectory() {
        var root = Path.of(System.getProperty("java.io.tmpdir"), "warren-cache-" + System.getProperty("user.name"));
        try {
            PrivateFiles.createDirectories(root);
            var probe = Files.createTempFile(root, "owner", "");
            var mine = Files.getOwner(probe).equals(Files.getOwner(root));
            Files.delete(probe);
            if (mine) {
                return new DownloadCache(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + root + "; set XDG_CACHE_HOME to a writable directory", e);
        }
        throw new ServerFailedException(
                root + " belongs to somebody else; set XDG_CACHE_HOME to a directory of yours.");
    }

    private static boolean tryAt(Path root) {
        try {
            Files.createDirectories(root);
            return Files.isWritable(root);
        } catch (IOException notWritable) {
            return false;
        }
    }

    /** Puts the content into an empty directory. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path directory) throws IOException;
    }
}
