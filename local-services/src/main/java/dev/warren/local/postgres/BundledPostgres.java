package dev.warren.local.postgres;

import dev.warren.local.process.DownloadCache;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A private server made with the programs that the build has brought from Maven, for this system and processor. */
final class BundledPostgres implements Way<PostgresServer> {

    @Override
    public String name() {
        return "packages";
    }

    @Override
    public PostgresServer start(StartRequest request) throws WayClosedException {
        var archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        var account = Account.forPostgres();
        try (var compressed = open(archive)) {
            if (compressed == null) {
                throw new WayClosedException("the Postgres binaries for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + " are not on the class path");
            }
            var bin = unpack(request, account, archive, compressed).resolve("bin");
            return PrivatePostgres.start(request, PostgresBinaries.at(bin, "from Maven, unpacked in " + bin), account);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + archive, e);
        }
    }

    private static Path unpack(StartRequest request, Account account, String archive, InputStream compressed)
            throws IOException {
        var bytes = compressed.readAllBytes();
        var name = "postgres-" + checksum(bytes);
        DownloadCache.Filler filler = directory -> {
            request.say("Unpacking " + archive);
            TarXz.unpack(bytes, directory);
        };
        var directory = DownloadCache.ofThisUser(request).directory(name, filler);
        return account.canReach(directory.resolve("bin/postgres"))
                ? directory
                : DownloadCache.ofTheMachine().directory(name, filler);
    }

    private static @Nullable InputStream open(String archive) {
        return BundledPostgres.class.getResourceAsStream("/" + archive);
    }

    /** As the artifacts name them. */
    static String archive(String system, String processor) {
        var os = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
        var arch = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static String checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return Long.toHexString(crc.getValue());
    }
}
