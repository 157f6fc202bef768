package dev.warren.bench.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one round has measured: a value for each figure of its scenario, and details for whoever wants to know more. */
public final class Round {

    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final ObjectNode details = JsonMapper.shared().createObjectNode();

    public Round put(String figure, double value) {
        figures.put(figure, value);
        return this;
    }

    public double figure(String name) {
        Double value = figures.get(name);
        if (value == null) {
            throw new IllegalStateException("the round has no figure " + name);
        }
        return value;
    }

    public ObjectNode details() {
        return details;
    }
}
