package dev.warren.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeleryProgramTests {

    @TempDir
    private Path directory;

    @Test
    void writesItsSourcesOut() throws IOException {
        Path sources = directory.resolve("peers/celery");

        CeleryProgram program = written(sources);

        assertThat(program.environment()).containsEntry("PYTHONPATH", sources.toString());
        assertThat(Files.readString(sources.resolve("warren_peer_tasks.py"))).contains("task_acks_late=True");
        assertThat(sources.resolve("warren_peer_api.py")).isRegularFile();
    }

    @Test
    void keepsSecretsOutOfCommandLinesAndTexts() throws IOException {
        CeleryProgram program = written(directory.resolve("celery"));

        assertThat(program.environment())
                .containsEntry("WARREN_PEER_BROKER", "amqp://u:secret@127.0.0.1:5672/celery")
                .containsEntry("WARREN_PEER_DATABASE", "127.0.0.1:5432/celery")
                .containsEntry("PGPASSWORD", "secret");
        assertThat(String.join(" ", program.api(8000)) + program.worker() + program + program.database())
                .doesNotContain("secret");
    }

    private static CeleryProgram written(Path sources) throws IOException {
        return CeleryProgram.written(
                new Python(Path.of("/usr/bin/python3"), ""),
                sources,
                "amqp://u:secret@127.0.0.1:5672/celery",
                new PeerDatabase("jdbc:postgresql://127.0.0.1:5432/celery?ssl=false", "u", "secret"));
    }
}
