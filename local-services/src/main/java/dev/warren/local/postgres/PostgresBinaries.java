package dev.warren.local.postgres;

import dev.warren.local.process.Command;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The programs of one Postgres.
 *
 * @param bin the directory with {@code initdb} and {@code postgres}
 * @param version such as {@code 15.14}
 * @param origin where they come from, for people
 */
record PostgresBinaries(Path bin, String version, String origin) {

    /** Messages in English, whatever the machine speaks, and nothing of the caller's own {@code PG...} settings. */
    static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "TZ", "UTC");

    private static final Pattern VERSION = Pattern.compile("(\\d+(\\.\\d+)*)");

    static PostgresBinaries at(Path bin, String origin) {
        var said = Command.of(bin.resolve("postgres").toString(), "--version").output();
        var matcher = VERSION.matcher(said);
        return new PostgresBinaries(bin, matcher.find() ? matcher.group() : said, origin);
    }

    String majorVersion() {
        return version.split("\\.", 2)[0];
    }

    Path program(String name) {
        return bin.resolve(name);
    }
}
