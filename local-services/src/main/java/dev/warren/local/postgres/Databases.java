package dev.warren.local.postgres;

import dev.warren.local.process.ServerFailedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/** The databases of one server, reached through one of them. */
record Databases(String jdbcUrl, String user, String password) {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)([^?]*)(\\?.*)?");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String DUPLICATE = "42P04";

    Databases {
        if (!URL.matcher(jdbcUrl).matches()) {
            throw new ServerFailedException(
                    "`%s` is not an address of the form jdbc:postgresql://host:port/database.".formatted(jdbcUrl));
        }
    }

    String version() {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW server_version")) {
            rows.next();
            return rows.getString(1).split(" ", 2)[0];
        } catch (SQLException e) {
            throw new ServerFailedException("Postgres at %s does not answer: %s".formatted(jdbcUrl, e.getMessage()), e);
        }
    }

    boolean answer() {
        try (var connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    String create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no name for a database here: lower-case letters, digits and underscores, at most 63"
                            .formatted(name));
        }
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            if (!DUPLICATE.equals(e.getSQLState())) {
                throw new ServerFailedException(
                        "The database %s cannot be created at %s: %s".formatted(name, jdbcUrl, e.getMessage()), e);
            }
        }
        return urlOf(name);
    }

    String urlOf(String name) {
        var matcher = URL.matcher(jdbcUrl);
        return matcher.matches()
                ? matcher.group(1) + name + (matcher.group(3) == null ? "" : matcher.group(3))
                : jdbcUrl;
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl, properties);
    }
}
