package dev.warren.gateway.ledger;

import dev.warren.store.connect.LedgerProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway reaches the ledger.
 *
 * @param url JDBC address of the Postgres database
 * @param username login role of the gateway
 * @param password password of that role
 * @param poolSize most connections of one gateway
 * @param connectTimeout how long a request waits for a connection before it is answered 503
 * @param unreadyAfter how long the ledger must have been away for the gateway to call itself not ready
 * @param migration who changes the schema
 */
@Validated
@ConfigurationProperties("warren.ledger")
record GatewayLedgerProperties(
        @NotBlank
        @Pattern(
                regexp = "jdbc:postgresql:.*",
                message = "must be an address like jdbc:postgresql://localhost:5432/warren")
        String url,

        @NotBlank String username,
        @NotNull @DefaultValue("") String password,
        @Min(2) @Max(200) @DefaultValue("10") int poolSize,

        @DurationMin(millis = 250) @DurationMax(seconds = 60) @DefaultValue("3s")
        Duration connectTimeout,

        @DurationMin(seconds = 0) @DurationMax(hours = 1) @DefaultValue("30s") @NotNull
        Duration unreadyAfter,

        @Valid @DefaultValue Migration migration) {

    /**
     * Login role that owns the schema.
     *
     * @param username role that migrates, where it is not the gateway's own
     * @param password password of that role
     */
    record Migration(@Nullable String username, @Nullable String password) {}

    LedgerProperties connections() {
        return new LedgerProperties(url, username, password, poolSize, connectTimeout);
    }

    String migrationUsername() {
        return migration.username() == null ? username : migration.username();
    }

    String migrationPassword() {
        if (migration.username() == null) {
            return password;
        }
        return migration.password() == null ? "" : migration.password();
    }

    @Override
    public String toString() {
        return "GatewayLedgerProperties[url=" + url + ", username=" + username + "]";
    }
}
