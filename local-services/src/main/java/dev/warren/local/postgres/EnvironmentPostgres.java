package dev.warren.local.postgres;

import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;

/** The server whose address is in {@code WARREN_POSTGRES_URL}. */
final class EnvironmentPostgres implements Way<PostgresServer> {

    private static final String URL = "WARREN_POSTGRES_URL";

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public boolean isAskedFor(StartRequest request) {
        return request.variable(URL).isPresent();
    }

    @Override
    public PostgresServer start(StartRequest request) throws WayClosedException {
        var url = request.variable(URL).orElseThrow(() -> new WayClosedException(URL + " is not set"));
        return new GivenPostgres(new Databases(
                url,
                request.variable("WARREN_POSTGRES_USER").orElse("warren"),
                request.variable("WARREN_POSTGRES_PASSWORD").orElse("")));
    }
}
