package dev.warren.platform.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PromQL expression asks for. */
record Expression(String text) {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern WINDOW = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern OFFSET = Pattern.compile("\\boffset\\s+[^\\s)]+");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:$.])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()\\s*+(\\{[^}]*})?");
    private static final Set<String> WORDS = Set.of("or", "and", "unless", "bool");

    /** Each selector of series in it, such as {@code up{job="gateway"}}, without its window and its offset. */
    List<String> selectors() {
        String bare = masked(STRING, text, "_");
        for (Pattern noSelector : List.of(WINDOW, OFFSET, GROUPING)) {
            bare = masked(noSelector, bare, " ");
        }
        var selectors = new ArrayList<String>();
        Matcher selector = SELECTOR.matcher(bare);
        while (selector.find()) {
            if (!WORDS.contains(selector.group(1))) {
                int end = selector.group(2) == null ? selector.end(1) : selector.end(2);
                selectors.add(text.substring(selector.start(), end));
            }
        }
        return selectors;
    }

    /** The names of all metrics in it. */
    Set<String> metrics() {
        var names = new TreeSet<String>();
        selectors().forEach(selector -> names.add(selector.split("\\{")[0].strip()));
        return names;
    }

    /** Of the same length, so that what stands at a place stands there still. */
    private static String masked(Pattern pattern, String text, String with) {
        return pattern.matcher(text)
                .replaceAll(match -> with.repeat(match.group().length()));
    }
}
