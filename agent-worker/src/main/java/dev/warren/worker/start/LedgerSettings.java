package dev.warren.worker.start;

import dev.warren.store.connect.LedgerProperties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the worker reaches the ledger.
 *
 * @param url JDBC address of the Postgres database.
 * @param username Login of the worker, a member of the role warren_worker.
 * @param password Password of that login.
 * @param poolSize Most connections of this process; the heartbeat has two more of its own.
 */
@ConfigurationProperties("warren.ledger")
@Validated
record LedgerSettings(
        @DefaultValue("jdbc:postgresql://localhost:5432/warren") @NotBlank
        String url,

        @DefaultValue("warren_worker") @NotBlank String username,
        @DefaultValue("") String password,
        @DefaultValue("6") @Min(4) @Max(100) int poolSize) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Claims and results are small and many: one that hangs this long is tried again on another connection. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** With the time to connect, the five seconds between two beats. */
    static final Duration HEARTBEAT_PATIENCE = Duration.ofSeconds(3);

    /** One beats, one reads which agents are paused. */
    private static final int HEARTBEAT_POOL = 2;

    LedgerProperties properties() {
        return new LedgerProperties(url, username, password, poolSize, CONNECT_TIMEOUT);
    }

    /** For the heartbeat alone: it waits for nobody's statement, and gives a connection up within its interval. */
    LedgerProperties ofHeartbeat() {
        return new LedgerProperties(url, username, password, HEARTBEAT_POOL, HEARTBEAT_CONNECT_TIMEOUT);
    }

    /** The address without its parameters, which may hold a password; for logs. */
    String where() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "LedgerSettings[url=" + where() + ", username=" + username + ", poolSize=" + poolSize + "]";
    }
}
