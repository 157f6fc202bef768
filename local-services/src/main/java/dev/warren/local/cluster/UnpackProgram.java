package dev.warren.local.cluster;

import dev.warren.local.process.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes a {@link Program} of a built jar, in the cluster's own directory: a build that replaces the jar does not pull it
 * from under running processes, and Java starts faster from libraries that lie beside a jar than from inside it.
 */
public final class UnpackProgram {

    private static final String PACKED = "BOOT-INF/";

    private final String name;
    private final Path programs;

    /** @param programs the directory for all of them */
    public UnpackProgram(String name, Path programs) {
        this.name = name;
        this.programs = programs;
    }

    /** Does nothing where a jar of this very content is unpacked already. Removes what was made of other ones. */
    public Program from(Path jar) {
        try {
            Path home = programs.resolve(name + "-" + fingerprint(jar));
            if (!Files.isRegularFile(home.resolve(program()))) {
                removeAll();
                Path part = Files.createTempDirectory(programs, name + "-part");
                unpack(jar, part.resolve("program"));
                Files.move(part.resolve("program"), home);
                Files.delete(part);
            }
            return Program.in(home, program());
        } catch (IOException e) {
            throw new ClusterFailure("cannot unpack %s to %s (%s).".formatted(jar, programs, e), e);
        }
    }

    /** Not the name of the jar it was made from: the next one may have the same content and another name. */
    private String program() {
        return name + ".jar";
    }

    private void unpack(Path jar, Path home) throws IOException {
        boolean packed;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            packed = zip.getEntry(PACKED) != null;
        }
        if (!packed) {
            Files.createDirectories(home);
            Files.copy(jar, home.resolve(program()));
            return;
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", home.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said.strip());
            }
            Files.move(home.resolve(jar.getFileName()), home.resolve(program()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Of the content: the builds of this project give every jar the same date, and two may have the same size. */
    private static String fingerprint(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ZipEntry entry : zip.stream().toList()) {
                digest.update((entry.getName() + " " + entry.getCrc() + " ").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void removeAll() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(programs, name + "-*")) {
            for (Path one : all) {
                PrivateFiles.deleteTree(one);
            }
        }
    }
}
