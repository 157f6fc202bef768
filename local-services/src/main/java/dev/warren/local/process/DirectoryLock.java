package dev.warren.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says that a directory is in use by a living process; the operating system lets go of it when the process dies. */
public final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "lock";

    /** POSIX drops a lock when its process closes any other descriptor of the file, so this process never opens two. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Empty where a living process holds it. */
    public static Optional<DirectoryLock> take(Path directory) throws IOException {
        var real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            return Optional.empty();
        }
        var channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            HELD_HERE.remove(real);
            return Optional.empty();
        }
        return Optional.of(new DirectoryLock(real, channel));
    }

    static boolean wasEverTaken(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    static boolean isLock(Path entry) {
        return entry.getFileName().toString().equals(FILE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }
}
