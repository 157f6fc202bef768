package dev.warren.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadCacheTests {

    @TempDir
    private Path caches;

    @Test
    void fillsOnceForAllWhoAskAtOnce() {
        var fills = new AtomicInteger();
        var directories = IntStream.range(0, 8)
                .parallel()
                .mapToObj(each -> cache().directory("thing", directory -> {
                    fills.incrementAndGet();
                    Files.writeString(directory.resolve("content"), "whole");
                }))
                .distinct()
                .toList();
        assertThat(directories).hasSize(1);
        assertThat(directories.getFirst().resolve("content")).hasContent("whole");
        assertThat(fills).hasValue(1);
    }

    @Test
    void hasNothingAfterAFailedFill() {
        DownloadCache.Filler broken = directory -> {
            Files.writeString(directory.resolve("half"), "");
            throw new IOException("connection lost");
        };
        assertThatThrownBy(() -> cache().directory("thing", broken)).hasRootCauseMessage("connection lost");
        var directory = cache().directory("thing", empty -> Files.writeString(empty.resolve("content"), "whole"));
        assertThat(directory.resolve("half")).doesNotExist();
        assertThat(directory.resolve("content")).exists();
    }

    private DownloadCache cache() {
        var environment = Map.of("XDG_CACHE_HOME", caches.toString());
        return DownloadCache.ofThisUser(new StartRequest("thing", null, true, environment, line -> {}));
    }
}
