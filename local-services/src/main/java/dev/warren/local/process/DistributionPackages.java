package dev.warren.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** Packages of Debian or Ubuntu, fetched by the distribution's own tools and unpacked, not installed; needs no root. */
public final class DistributionPackages {

    private static final List<String> TOOLS = List.of("apt-get", "apt-cache", "dpkg-query", "dpkg-deb");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String product;
    private final Path directory;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * @param product what people call it
     * @param directory into which everything is unpacked
     */
    public DistributionPackages(String product, Path directory, Consumer<String> progress) {
        this.product = product;
        this.directory = directory;
        this.work = directory.resolve("apt");
        this.progress = progress;
    }

    /** @throws WayClosedException where this is not Debian or Ubuntu */
    public static void requireTools() throws WayClosedException {
        for (var program : TOOLS) {
            if (Programs.find(program).isEmpty()) {
                throw new WayClosedException("there is no " + program + ", so this is not Debian or Ubuntu");
            }
        }
    }

    /** Names the product in a cache, such as {@code rabbitmq-debian-12-amd64}: another release has other packages. */
    public static String cacheName(String product) {
        var release = new Properties();
        try (var in = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read /etc/os-release", e);
        }
        var version = release.getProperty("VERSION_ID", release.getProperty("VERSION_CODENAME", "rolling"));
        var distribution = (release.getProperty("ID", "linux") + "-" + version).replace("\"", "");
        return product + "-" + distribution + "-" + System.getProperty("os.arch");
    }

    /** @param size of the download, for people */
    public void unpack(Choice choice, String size) throws IOException {
        for (var name : List.of("lists/partial", "cache/archives/partial", "debs")) {
            Files.createDirectories(work.resolve(name));
        }
        progress.accept("Downloading %s from the distribution (about %s, once)".formatted(product, size));
        download(choice);
        progress.accept("Unpacking " + product);
        try (var archives = Files.list(work.resolve("debs"))) {
            for (var archive : archives.toList()) {
                Command.of("dpkg-deb", "-x", archive.toString(), directory.toString())
                        .output();
            }
        }
        PrivateFiles.deleteTree(work);
    }

    /** With the lists that the machine has; where they are missing or stale, with private ones, which need no root. */
    private void download(Choice choice) {
        var problem = tryDownload(choice, List.of());
        if (!problem.isEmpty()) {
            progress.accept("Fetching the distribution's package lists");
            var lists = List.of("-o", "Dir::State::lists=" + work.resolve("lists"));
            apt("apt-get", lists, "update", "-qq");
            problem = tryDownload(choice, lists);
        }
        if (!problem.isEmpty()) {
            throw new ServerFailedException(
                    "The distribution's %s cannot be downloaded: %s".formatted(product, problem));
        }
    }

    /** @return why not; empty when the packages are there */
    private String tryDownload(Choice choice, List<String> lists) {
        Collection<String> chosen;
        try {
            chosen = choice.packages(arguments -> aptCache(lists, arguments));
        } catch (ServerFailedException notKnown) {
            return String.valueOf(notKnown.getMessage());
        }
        var words = new ArrayList<>(List.of("download", "-q"));
        words.addAll(chosen);
        var downloaded = apt("apt-get", lists, words.toArray(String[]::new));
        return downloaded.succeeded() ? "" : downloaded.output();
    }

    private String aptCache(List<String> lists, String... arguments) {
        var answer = apt("apt-cache", lists, arguments);
        if (!answer.succeeded()) {
            throw new ServerFailedException(answer.output());
        }
        return answer.output();
    }

    private Command.Result apt(String program, List<String> lists, String... arguments) {
        var words = new ArrayList<>(List.of(program, "-o", "Dir::Cache=" + work.resolve("cache")));
        words.addAll(List.of("-o", "APT::Sandbox::User=root"));
        words.addAll(lists);
        words.addAll(List.of(arguments));
        return Command.of(words).in(work.resolve("debs")).within(LIMIT).run();
    }

    /** Which packages are wanted, by what the lists say. */
    @FunctionalInterface
    public interface Choice {
        /** @throws ServerFailedException where the lists do not know them */
        Collection<String> packages(PackageLists lists);
    }

    /** What the distribution has. */
    @FunctionalInterface
    public interface PackageLists {
        /** @return what {@code apt-cache} prints */
        String ask(String... arguments);
    }
}
