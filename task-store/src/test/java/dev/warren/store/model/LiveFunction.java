package dev.warren.store.model;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/** A function of the ledger as the database holds it, to be changed for a while. */
final class LiveFunction implements AutoCloseable {

    /** Something in a function's text, and what is put in its place. White space is all the same. */
    record Change(String from, String to) {}

    private final JdbcTemplate jdbc;
    private final String definition;

    /** Of several functions of that name, the one with the most arguments: the newest release calls it. */
    LiveFunction(JdbcTemplate jdbc, String name) {
        this.jdbc = jdbc;
        this.definition = Objects.requireNonNull(jdbc.queryForObject("""
                select pg_get_functiondef(p.oid) from pg_proc p
                where p.pronamespace = 'warren'::regnamespace and p.proname = ?
                order by p.pronargs desc limit 1""", String.class, name));
    }

    void change(List<Change> changes) {
        String changed = definition;
        for (Change change : changes) {
            changed = replace(changed, change);
        }
        jdbc.execute(changed);
    }

    private static String replace(String text, Change change) {
        String words = Pattern.compile("\\s+")
                .splitAsStream(change.from().strip())
                .map(Pattern::quote)
                .reduce((a, b) -> a + "\\s+" + b)
                .orElseThrow();
        Matcher matcher = Pattern.compile(words).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("'%s' is not in the function any more:%n%s".formatted(change.from(), text));
        }
        return matcher.replaceAll(Matcher.quoteReplacement(change.to()));
    }

    @Override
    public void close() {
        jdbc.execute(definition);
    }
}
