package dev.warren.local.postgres;

import dev.warren.local.process.FirstWay;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ways to a Postgres, in the order in which they are tried. */
public final class PostgresWays {

    private static final String ADVICE = """
            Debian, Ubuntu: sudo apt-get install postgresql
            Fedora:         sudo dnf install postgresql-server
            macOS:          brew install postgresql@18
            Windows:        Docker Desktop, or run Warren inside WSL 2
            any system:     start Docker, or set WARREN_POSTGRES_URL, WARREN_POSTGRES_USER and WARREN_POSTGRES_PASSWORD
            """;

    private PostgresWays() {}

    /** @param only the one way to take; null for the first that works */
    public static PostgresServer start(StartRequest request, @Nullable String only) {
        List<Way<PostgresServer>> ways = List.of(
                new EnvironmentPostgres(), new DockerPostgres(), new InstalledPostgres(), new BundledPostgres());
        return new FirstWay<>("Postgres", ways, ADVICE).take(request, only);
    }
}
