package dev.warren.local.rabbit;

import dev.warren.local.process.Command;
import dev.warren.local.process.DistributionPackages;
import dev.warren.local.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.function.Consumer;

/** Unpacks the distribution's RabbitMQ, Erlang and the libraries that this machine lacks, so that a node runs there. */
final class DebianPackages {

    static final String LAUNCHERS = "warren-bin";

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
    private final Consumer<String> progress;

    DebianPackages(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
    }

    void unpack() throws IOException {
        new DistributionPackages("RabbitMQ", directory, progress).unpack(DebianPackages::needed, "35 MB");
        var launchers = directory.resolve(LAUNCHERS);
        Files.createDirectory(launchers);
        var erl = launchers.resolve("erl");
        Files.writeString(erl, ERL);
        Files.setPosixFilePermissions(erl, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Collection<String> needed(DistributionPackages.PackageLists lists) {
        var graph = lists.ask(
                "depends",
                "--recurse",
                "--no-recommends",
                "--no-suggests",
                "--no-conflicts",
                "--no-breaks",
                "--no-replaces",
                "--no-enhances",
                "rabbitmq-server");
        var installed =
                Command.of("dpkg-query", "-W", "-f", "${Package} ${Status}\n").output();
        var missing = NeededPackages.of(graph, installed);
        if (missing.isEmpty()) {
            throw new ServerFailedException("the package lists know no rabbitmq-server");
        }
        return missing;
    }
}
