package dev.warren.platform.dashboards;

import java.util.regex.Pattern;

/** The query of a board's variable: all values that a label has among some series. */
record LabelValues(String series, String label) {

    private static final Pattern QUERY = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    static LabelValues of(String query) {
        var match = QUERY.matcher(query);
        if (!match.matches()) {
            throw new AssertionError("no label_values(series, label): " + query);
        }
        return new LabelValues(match.group(1), match.group(2));
    }
}
