package dev.warren.chaos.campaign;

import dev.warren.chaos.cluster.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule that can be taken out of a running ledger, by changing its functions and nothing else. */
enum Sabotage {
    /** A claim and a result count whatever fence they name and whoever owns the row. */
    FENCING("fencing") {
        @Override
        void apply(Connection connection) throws SQLException {
            change(
                    connection,
                    "claim",
                    Map.of(
                            "t.status || '' = 'QUEUED'",
                            "t.status || '' in ('QUEUED', 'RUNNING')",
                            "and t.fence = r.fence",
                            ""));
            change(
                    connection,
                    "finish",
                    Map.of("and r.fence = l.fence", "", "and t.owner is not distinct from _incarnation", ""));
        }
    },
    /** Nobody takes over, publishes again or starts what is due. */
    SWEEPER("sweeper") {
        @Override
        void apply(Connection connection) throws SQLException {
            for (String function : List.of("take_over", "publish_due", "start_due")) {
                replace(
                        connection,
                        function,
                        BODY.matcher(definition(connection, function))
                                .replaceFirst(Matcher.quoteReplacement("AS $function$ begin return; end $function$"))
                                .replaceFirst("(?m)^ LANGUAGE \\w+", " LANGUAGE plpgsql"));
            }
        }
    };

    private static final Pattern BODY = Pattern.compile("AS \\$function\\$.*\\$function\\$", Pattern.DOTALL);

    private final String word;

    Sabotage(String word) {
        this.word = word;
    }

    /** As it stands on a command line. */
    String word() {
        return word;
    }

    /** @throws IllegalStateException where the ledger's functions are not as this sabotage knows them */
    void apply(Ledger ledger) throws SQLException {
        try (Connection connection = ledger.connect()) {
            apply(connection);
        }
    }

    abstract void apply(Connection connection) throws SQLException;

    private static void change(Connection connection, String function, Map<String, String> replacements)
            throws SQLException {
        String definition = definition(connection, function);
        for (var replacement : replacements.entrySet()) {
            if (!definition.contains(replacement.getKey())) {
                throw new IllegalStateException(
                        "the ledger's function %s does not say \"%s\", so it cannot be sabotaged"
                                .formatted(function, replacement.getKey()));
            }
            definition = definition.replace(replacement.getKey(), replacement.getValue());
        }
        replace(connection, function, definition);
    }

    private static String definition(Connection connection, String function) throws SQLException {
        try (var query = connection.prepareStatement("""
                select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = 'warren' and p.proname = ? order by p.pronargs desc""")) {
            query.setString(1, function);
            try (var found = query.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalStateException("the ledger has no function " + function);
                }
                return found.getString(1);
            }
        }
    }

    private static void replace(Connection connection, String function, String definition) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(definition);
        } catch (SQLException e) {
            throw new SQLException("cannot replace the function " + function, e);
        }
    }
}
