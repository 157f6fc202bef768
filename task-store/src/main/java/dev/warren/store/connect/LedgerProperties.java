package dev.warren.store.connect;

import java.time.Duration;

/**
 * How to reach the ledger.
 *
 * @param url JDBC address of the Postgres database
 * @param username login role, a member of the component's group role
 * @param password its password
 * @param poolSize most connections of this process
 * @param connectTimeout how long to wait for a connection before the ledger counts as away
 */
public record LedgerProperties(String url, String username, String password, int poolSize, Duration connectTimeout) {

    @Override
    public String toString() {
        return "LedgerProperties[url=" + url + ", username=" + username + ", poolSize=" + poolSize + "]";
    }
}
