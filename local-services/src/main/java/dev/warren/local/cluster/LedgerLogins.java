package dev.warren.local.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes the database users of the gateways and the workers, members of the group roles to which the migration grants
 * what each component may do. The groups are made here if they are missing, because the first migration comes later.
 */
final class LedgerLogins {

    private final String jdbcUrl;
    private final Login owner;

    LedgerLogins(String jdbcUrl, Login owner) {
        this.jdbcUrl = jdbcUrl;
        this.owner = owner;
    }

    /** A login that is a member of {@code group}, with a new password. */
    Login memberOf(String group) {
        Login login = Login.withNewPassword(group + "_login");
        try (Connection connection = DriverManager.getConnection(jdbcUrl, owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            if (!exists(connection, group)) {
                statement.execute("create role %s nologin".formatted(group));
            }
            if (!exists(connection, login.user())) {
                statement.execute("create role %s login".formatted(login.user()));
            }
            // Neither name nor password needs quoting: constants, and hexadecimal digits.
            statement.execute("alter role %s password '%s'".formatted(login.user(), login.password()));
            statement.execute("grant %s to %s".formatted(group, login.user()));
            return login;
        } catch (SQLException e) {
            throw new ClusterFailure("cannot make the database user %s (%s).".formatted(login, e.getMessage()), e);
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select from pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }
}
