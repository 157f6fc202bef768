package dev.warren.platform.dashboards;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code grafana/rules} has. */
record AlertRules(List<Map<String, Object>> rules) {

    static AlertRules read() {
        var rules = new ArrayList<Map<String, Object>>();
        Yamls.maps(Yamls.map(Path.of("..", "grafana", "rules", "warren.rules.yml"))
                        .get("groups"))
                .forEach(group -> rules.addAll(Yamls.maps(group.get("rules"))));
        return new AlertRules(rules);
    }

    record Alert(Map<String, Object> rule) {

        String name() {
            return rule.get("alert").toString();
        }

        String expression() {
            return rule.get("expr").toString();
        }

        String severity() {
            return String.valueOf(((Map<?, ?>) rule.get("labels")).get("severity"));
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> annotations() {
            return (Map<String, Object>) rule.get("annotations");
        }
    }

    List<Alert> alerts() {
        return rules.stream()
                .filter(rule -> rule.containsKey("alert"))
                .map(Alert::new)
                .toList();
    }

    /** Names of the series that rules record. */
    List<String> records() {
        return rules.stream()
                .filter(rule -> rule.containsKey("record"))
                .map(rule -> rule.get("record").toString())
                .toList();
    }

    List<String> expressionsOfRecords() {
        return rules.stream()
                .filter(rule -> rule.containsKey("record"))
                .map(rule -> rule.get("expr").toString())
                .toList();
    }
}
