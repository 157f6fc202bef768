package dev.warren.local.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cluster per directory: held by the launcher for its whole life, released by the operating system whatever way it
 * ends. The file holds the launcher's process id.
 */
final class ClusterLock implements AutoCloseable {

    private final FileChannel channel;

    private ClusterLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or answers nothing where another process holds it. The directory exists. */
    static Optional<ClusterLock> take(ClusterDirectory directory) {
        Path file = directory.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            channel.force(false);
            return Optional.of(new ClusterLock(channel));
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new ClusterFailure("cannot lock %s (%s); give another --directory.".formatted(file, e), e);
        }
    }

    /** The launcher that holds the lock. */
    static Optional<ProcessHandle> holder(ClusterDirectory directory) {
        if (!Files.exists(directory.lock())) {
            return Optional.empty();
        }
        Optional<ClusterLock> mine = take(directory);
        if (mine.isPresent()) {
            mine.get().close();
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(directory.lock()).strip()));
        } catch (IOException | NumberFormatException e) {
            throw new ClusterFailure(
                    "%s is locked by a process that it does not name (%s).".formatted(directory.lock(), e), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ClusterFailure("cannot release the lock of the cluster (%s).".formatted(e), e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel, IOException reason) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
