package dev.warren.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDirectoryTests {

    @TempDir
    private Path parent;

    @Test
    void remembersAcrossOwners() {
        String secret;
        try (var directory = ServerDirectory.kept(parent.resolve("server"))) {
            directory.remember("port", "21000");
            directory.remember("origin", "C:\\x = y: z");
            secret = directory.secret("password");
        }
        try (var directory = ServerDirectory.kept(parent.resolve("server"))) {
            assertThat(directory.recall("port")).contains("21000");
            assertThat(directory.recall("origin")).contains("C:\\x = y: z");
            assertThat(directory.secret("password")).isEqualTo(secret).hasSize(40);
        }
    }

    @Test
    void showsSecretsToNobodyElse() throws IOException {
        try (var directory = ServerDirectory.kept(parent.resolve("server"))) {
            directory.secret("password");
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("password"))).isEqualTo("rw-------");
        }
    }

    @Test
    void letsOneOwnerInAtATime() {
        try (var directory = ServerDirectory.kept(parent.resolve("server"))) {
            assertThatThrownBy(() -> ServerDirectory.kept(directory.path()))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("is in use by another server that runs");
        }
        ServerDirectory.kept(parent.resolve("server")).close();
    }

    @Test
    void stopsWhatADeadOwnerHasLeftRunning() throws IOException {
        var path = parent.resolve("server");
        ServerDirectory.kept(path).close();
        var orphan = new ProcessBuilder("sleep", "600").start();
        new ProcessList(path.resolve("processes")).add(OwnedProcess.launched(orphan.toHandle(), Ending.TERMINATE));
        ServerDirectory.kept(path).close();
        // Java hears of the end a moment after the system.
        assertThat(orphan.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void removesATemporaryDirectoryWhoseOwnerIsDead() throws IOException {
        var dead = Files.createTempDirectory("warren-probe-");
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("data"), "much");
        var fresh = ServerDirectory.temporary("probe");
        assertThat(dead).doesNotExist();
        assertThat(fresh.path()).exists();
        fresh.close();
        assertThat(fresh.path()).doesNotExist();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
