package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackProgramTests {

    @TempDir
    private Path directory;

    @Test
    void findsTheSameProgramAgainUnderAnotherFileName() throws IOException {
        Program first = unpacked(jar("campaign-1.jar", "the same"));
        Program second = unpacked(jar("campaign-2.jar", "the same"));

        assertThat(second).isEqualTo(first);
        assertThat(second.jar()).isRegularFile();
    }

    @Test
    void replacesAProgramWhoseContentIsAnother() throws IOException {
        Program before = unpacked(jar("campaign.jar", "before"));
        Program after = unpacked(jar("campaign.jar", "after"));

        assertThat(after.jar()).isRegularFile();
        assertThat(before.jar()).doesNotExist();
    }

    private Program unpacked(Path jar) throws IOException {
        return new UnpackProgram("chaos", Files.createDirectories(directory.resolve("programs"))).from(jar);
    }

    private Path jar(String name, String content) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("content.txt"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar;
    }
}
