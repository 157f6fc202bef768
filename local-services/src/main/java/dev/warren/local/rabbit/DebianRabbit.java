package dev.warren.local.rabbit;

import dev.warren.local.process.DownloadCache;
import dev.warren.local.process.Programs;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A private node with the distribution's own packages, downloaded and unpacked, not installed; needs no root. */
final class DebianRabbit implements Way<RabbitServer> {

    @Override
    public String name() {
        return "packages";
    }

    @Override
    public RabbitServer start(StartRequest request) throws WayClosedException {
        for (var program : new String[] {"apt-get", "apt-cache", "dpkg-query", "dpkg-deb"}) {
            if (Programs.find(program).isEmpty()) {
                throw new WayClosedException("there is no " + program + ", so this is not Debian or Ubuntu");
            }
        }
        var name = "rabbitmq-" + distribution() + "-" + System.getProperty("os.arch");
        var tree = DownloadCache.ofThisUser(request)
                .directory(name, directory -> new DebianPackages(directory, request::say).unpack());
        return PrivateRabbit.start(request, installationIn(tree));
    }

    private static RabbitInstallation installationIn(Path tree) {
        var erlang = tree.resolve("usr/lib/erlang/bin");
        var environment = Map.of(
                "PATH",
                tree.resolve(DebianPackages.LAUNCHERS) + ":" + erlang + ":/usr/bin:/bin:/usr/sbin:/sbin",
                "LD_LIBRARY_PATH",
                libraries(tree));
        return new RabbitInstallation(
                tree.resolve("usr/lib/rabbitmq/bin/rabbitmq-server"),
                erlang.resolve("epmd"),
                environment,
                RabbitInstallation.House.HERE,
                "Debian packages unpacked in " + tree);
    }

    /** Where a bare machine lacks a library that Erlang needs, its package was unpacked as well. */
    private static String libraries(Path tree) {
        return Stream.of("usr/lib", "lib")
                .map(tree::resolve)
                .filter(Files::isDirectory)
                .flatMap(DebianRabbit::directoriesIn)
                .filter(directory -> directory.getFileName().toString().contains("-linux-"))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    private static Stream<Path> directoriesIn(Path parent) {
        try (var entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + parent, e);
        }
    }

    /** Such as {@code debian-12}: another release has other packages. */
    private static String distribution() {
        var release = new Properties();
        try (var in = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read /etc/os-release", e);
        }
        var version = release.getProperty("VERSION_ID", release.getProperty("VERSION_CODENAME", "rolling"));
        return (release.getProperty("ID", "linux") + "-" + version).replace("\"", "");
    }
}
