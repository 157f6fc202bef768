package dev.warren.store.connect;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Turns one property of many rows into an array parameter of a ledger function. */
public final class Column {

    private Column() {}

    /** @param type the Postgres type of the elements */
    @SuppressWarnings("NullAway") // an array's elements may be null, whatever SqlArrayValue's signature says
    public static <T> SqlArrayValue of(
            String type, List<T> rows, Function<? super T, ? extends @Nullable Object> element) {
        @Nullable Object[] elements = new Object[rows.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.apply(rows.get(i));
        }
        return new SqlArrayValue(type, elements);
    }
}
