package dev.warren.gateway.request;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.model.topology.Names;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of a list. One that is wrong is noted and read as absent. */
public final class Parameters {

    public static final int DEFAULT_PAGE_SIZE = 50;
    public static final int MOST_PAGE_SIZE = 100;

    private final MultiValueMap<String, String> parameters;
    private final InvalidFields wrong;

    /** @param known names of parameters; any other is noted at once */
    public Parameters(MultiValueMap<String, String> parameters, List<String> known, InvalidFields wrong) {
        this.parameters = parameters;
        this.wrong = wrong;
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong.addUnknown(name, known));
    }

    /** Every value of a parameter. */
    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The value of a parameter that may be given once. */
    public @Nullable String single(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            wrong.add(name, "may be given once only");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** One of {@code values}, by its name. */
    public <E extends Enum<E>> @Nullable E choice(String name, E[] values) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        for (E value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        wrong.add(name, "must be one of " + Arrays.toString(values));
        return null;
    }

    /** One of {@code values}. */
    public @Nullable String choice(String name, List<String> values) {
        String text = single(name);
        if (text == null || values.contains(text)) {
            return text;
        }
        wrong.add(name, "must be one of " + values);
        return null;
    }

    /** The name of an agent, known or not. */
    public @Nullable String agent(String name) {
        String agent = single(name);
        if (agent != null && !agent.matches(Names.AGENT_PATTERN)) {
            wrong.add(name, "must match " + Names.AGENT_PATTERN);
        }
        return agent;
    }

    public @Nullable Instant time(String name) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        // A plus sign that was not encoded arrives as a space.
        Instant time = ReadValue.parseTime(text.replace(' ', '+'));
        if (time == null) {
            wrong.add(name, "must be an ISO-8601 time with its offset such as 2026-01-31T08:00:00Z");
        }
        return time;
    }

    /** Parameter {@code pageSize}. */
    public int pageSize() {
        String text = single("pageSize");
        if (text == null) {
            return DEFAULT_PAGE_SIZE;
        }
        if (text.matches("\\d{1,3}")) {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MOST_PAGE_SIZE) {
                return size;
            }
        }
        wrong.add("pageSize", "must be a whole number from 1 to " + MOST_PAGE_SIZE);
        return DEFAULT_PAGE_SIZE;
    }
}
