package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Entity tags: the version of a declared agent in quotes, as conditional requests name it. */
final class VersionTag {

    private static final String ANY = "*";
    private static final Pattern LIST =
            Pattern.compile("(W/)?\"[\\x21\\x23-\\x7e]*\"(\\s*,\\s*(W/)?\"[\\x21\\x23-\\x7e]*\")*");

    private VersionTag() {}

    static String of(String version) {
        return '"' + version + '"';
    }

    /**
     * The tags that a header lists, or {@code *}.
     *
     * @throws Problem where it lists none
     */
    static List<String> parse(String header, String value) {
        String list = value.strip();
        if (!list.equals(ANY) && !LIST.matcher(list).matches()) {
            throw Problem.field(
                    ProblemType.INVALID_REQUEST, header, "must be * or an ETag such as \"3\", in its quotes");
        }
        return Arrays.stream(list.split(",")).map(String::strip).toList();
    }

    static boolean isAny(List<String> tags) {
        return tags.contains(ANY);
    }

    /** Weak ones included: whoever reads may take either for the same. */
    static boolean namesForReading(List<String> tags, String tag) {
        return isAny(tags)
                || tags.stream().anyMatch(each -> each.replaceFirst("^W/", "").equals(tag));
    }
}
