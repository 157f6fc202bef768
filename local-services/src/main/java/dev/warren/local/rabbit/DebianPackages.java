package dev.warren.local.rabbit;

import dev.warren.local.process.Command;
import dev.warren.local.process.PrivateFiles;
import dev.warren.local.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Downloads RabbitMQ, Erlang and the libraries this machine lacks by the distribution's own tools, and unpacks them. */
final class DebianPackages {

    static final String LAUNCHERS = "warren-bin";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** The packaged one has the installed path written into it. */
    private static final String ERL = """
            #!/bin/sh
            ROOTDIR=$(cd "$(dirname "$0")/../usr/lib/erlang" && pwd)
            BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
            EMU=beam
            PROGNAME=erl
            export ROOTDIR BINDIR EMU PROGNAME
            exec "$BINDIR/erlexec" "$@"
            """;

    private final Path directory;
    private final Path work;
    private final Consumer<String> progress;

    DebianPackages(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.work = directory.resolve("apt");
        this.progress = progress;
    }

    void unpack() throws IOException {
        for (var name : List.of("lists/partial", "cache/archives/partial", "debs")) {
            Files.createDirectories(work.resolve(name));
        }
        progress.accept("Downloading RabbitMQ and Erlang from the distribution (about 35 MB, once)");
        download();
        progress.accept("Unpacking RabbitMQ");
        try (var archives = Files.list(work.resolve("debs"))) {
            for (var archive : archives.toList()) {
                Command.of("dpkg-deb", "-x", archive.toString(), directory.toString())
                        .output();
            }
        }
        var launchers = directory.resolve(LAUNCHERS);
        Files.createDirectory(launchers);
        var erl = launchers.resolve("erl");
        Files.writeString(erl, ERL);
        Files.setPosixFilePermissions(erl, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.deleteTree(work);
    }

    /** With the lists that the machine has; where they are missing or stale, with private ones, which need no root. */
    private void download() {
        var problem = tryDownload(List.of());
        if (!problem.isEmpty()) {
            progress.accept("Fetching the distribution's package lists");
            var lists = List.of("-o", "Dir::State::lists=" + work.resolve("lists"));
            apt("apt-get", lists, "update", "-qq");
            problem = tryDownload(lists);
        }
        if (!problem.isEmpty()) {
            throw new ServerFailedException("The distribution's RabbitMQ cannot be downloaded: " + problem);
        }
    }

    /** @return why not; empty when the packages are there */
    private String tryDownload(List<String> lists) {
        var graph = apt(
                "apt-cache",
                lists,
                "depends",
                "--recurse",
                "--no-recommends",
                "--no-suggests",
                "--no-conflicts",
                "--no-breaks",
                "--no-replaces",
                "--no-enhances",
                "rabbitmq-server");
        if (!graph.succeeded()) {
            return graph.output();
        }
        var installed =
                Command.of("dpkg-query", "-W", "-f", "${Package} ${Status}\n").output();
        var missing = NeededPackages.of(graph.output(), installed);
        if (missing.isEmpty()) {
            return "the package lists know no rabbitmq-server";
        }
        var words = new ArrayList<>(List.of("download", "-q"));
        words.addAll(missing);
        var downloaded = apt("apt-get", lists, words.toArray(String[]::new));
        return downloaded.succeeded() ? "" : downloaded.output();
    }

    private Command.Result apt(String program, List<String> lists, String... arguments) {
        var words = new ArrayList<>(List.of(program, "-o", "Dir::Cache=" + work.resolve("cache")));
        words.addAll(List.of("-o", "APT::Sandbox::User=root"));
        words.addAll(lists);
        words.addAll(List.of(arguments));
        return Command.of(words).in(work.resolve("debs")).within(LIMIT).run();
    }
}
