package dev.warren.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that answer as an interpreter does that has been asked for modules. */
class PythonTests {

    @TempDir
    private Path directory;

    @Test
    void saysWhichPackagesAreMissing() throws IOException {
        List<Path> pythons = List.of(program("own", "missing celery"), program("system", "missing celery psycopg2"));

        assertThatThrownBy(() -> Python.first(pythons))
                .isInstanceOf(PeerFailedException.class)
                .hasMessageEndingWith("apt-get install python3-celery python3-psycopg2");
    }

    @Test
    void takesTheFirstThatHasAllOfIt() throws IOException {
        Path bare = program("bare", "missing celery");
        Path complete = program("complete", "celery 5.2.6, Python 3.11.2");

        assertThat(Python.first(List.of(bare, directory.resolve("none"), complete)))
                .isEqualTo(new Python(complete, "celery 5.2.6, Python 3.11.2"));
    }

    @Test
    void wantsAPythonWhereThereIsNone() {
        assertThatThrownBy(() -> Python.first(List.of()))
                .isInstanceOf(PeerFailedException.class)
                .hasMessageContaining("python3-celery python3-fastapi")
                .hasMessageEndingWith(" python3");
    }

    private Path program(String name, String answer) throws IOException {
        Path program = directory.resolve(name);
        Files.writeString(program, "#!/bin/sh\necho 'a warning of its own'\necho '%s'\n".formatted(answer));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
