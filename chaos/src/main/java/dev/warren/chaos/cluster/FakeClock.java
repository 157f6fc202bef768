package dev.warren.chaos.cluster;

import dev.warren.local.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's libfaketime: a process that preloads it lives at another time of day.
 *
 * @param library the shared object
 */
public record FakeClock(Path library) {

    private static final String NAME = "libfaketimeMT.so.1";

    /** The installed one, or the package, fetched and unpacked below the directory; empty where neither can be had. */
    static Optional<FakeClock> find(Path directory) {
        return in(Path.of("/usr/lib")).or(() -> fetched(directory));
    }

    /** What a process needs in its environment; its monotonic clock stays right. */
    public Map<String, String> environment(String offset) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                offset,
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    private static Optional<FakeClock> fetched(Path directory) {
        try {
            Files.createDirectories(directory);
            var got = Command.of("apt-get", "-qq", "download", "libfaketime")
                    .in(directory)
                    .run();
            if (!got.succeeded()) {
                return Optional.empty();
            }
            try (Stream<Path> packages = Files.list(directory)) {
                var unpacked = packages.filter(file -> file.toString().endsWith(".deb"))
                        .findFirst()
                        .map(file -> Command.of("dpkg-deb", "-x", file.toString(), directory.toString())
                                .run());
                return unpacked.isPresent() && unpacked.get().succeeded() ? in(directory) : Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + directory, e);
        }
    }

    private static Optional<FakeClock> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(directory, 6, (file, attributes) -> file.endsWith("faketime/" + NAME))) {
            return files.findFirst().map(FakeClock::new);
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
