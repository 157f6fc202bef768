package dev.warren.local.rabbit;

import dev.warren.local.process.DistributionPackages;
import dev.warren.local.process.DownloadCache;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
        DistributionPackages.requireTools();
        var tree = DownloadCache.ofThisUser(request)
                .directory(
                        DistributionPackages.cacheName("rabbitmq"),
                        directory -> new DebianPackages(directory, request::say).unpack());
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
}
