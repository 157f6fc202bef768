package dev.warren.gateway.deadmessages;

import com.rabbitmq.client.LongString;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads from the headers of a message how it died. Whoever published it may have put anything there, so that each value
 * is taken for what it is, cut in length and depth, and never believed to have a type.
 */
final class ReadDeath {

    private static final int LONGEST_TEXT = 256;
    private static final int MOST_ENTRIES = 16;
    private static final int DEEPEST = 4;
    private static final int LONGEST_HEADERS = 16_384;
    private static final JsonMapper JSON = JsonMapper.shared();

    private ReadDeath() {}

    static Death of(@Nullable Map<String, Object> headers, String routingKey) {
        Map<String, Object> given = headers == null ? Map.of() : headers;
        Map<?, ?> last = lastDeath(given);
        String reason = text(last.get("reason"));
        String queue = text(last.get("queue"));
        return new Death(
                Death.REASONS.contains(reason) ? reason : Death.UNKNOWN,
                queue.isEmpty() ? clean(routingKey) : queue,
                JSON.writeValueAsString(plain(last, 1)),
                headers(given));
    }

    /** The broker puts the newest death first. */
    private static Map<?, ?> lastDeath(Map<String, Object> headers) {
        return headers.get("x-death") instanceof List<?> deaths
                        && !deaths.isEmpty()
                        && deaths.getFirst() instanceof Map<?, ?> last
                ? last
                : Map.of();
    }

    private static String headers(Map<String, Object> headers) {
        String json = JSON.writeValueAsString(plain(headers, 0));
        return json.length() <= LONGEST_HEADERS
                ? json
                : JSON.writeValueAsString(
                        Map.of("x-death", List.of(plain(lastDeath(headers), 2)), "cut", json.length() + " characters"));
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case Boolean bool -> bool;
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case Integer number -> number;
            case Long number -> number;
            case Date date -> date.toInstant().toString();
            case Map<?, ?> map when depth < DEEPEST -> plainMap(map, depth);
            case List<?> list when depth < DEEPEST -> plainList(list, depth);
            case Map<?, ?> tooDeep -> "…";
            case List<?> tooDeep -> "…";
            case byte[] bytes -> bytes.length + " bytes";
            default -> text(value);
        };
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map, int depth) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (plain.size() == MOST_ENTRIES) {
                plain.put("…", (map.size() - MOST_ENTRIES) + " more");
                break;
            }
            plain.put(clean(String.valueOf(entry.getKey())), plain(entry.getValue(), depth + 1));
        }
        return plain;
    }

    private static List<@Nullable Object> plainList(List<?> list, int depth) {
        var plain = new ArrayList<@Nullable Object>();
        for (Object element : list.subList(0, Math.min(list.size(), MOST_ENTRIES))) {
            plain.add(plain(element, depth + 1));
        }
        return plain;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case LongString text -> clean(new String(text.getBytes(), java.nio.charset.StandardCharsets.UTF_8));
            case Map<?, ?> noText -> "";
            case List<?> noText -> "";
            default -> clean(String.valueOf(value));
        };
    }

    /** Short, and nothing that the ledger could refuse. */
    private static String clean(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        var clean = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
