package dev.warren.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTests {

    @Test
    void findsTheSelectorsOfAnExpression() {
        var expression = new Expression("""
                histogram_quantile(0.95, sum by (agent, le) (rate(a_seconds_bucket{agent=~"$agent", x="{(b)}"}[$__rate_interval] offset $compare)))
                  / on (agent) group_left (version) max(up{job="gateway"} offset 10m) > 14.4 * 0.001
                  or warren:ratio_rate5m and absent(max(c)) unless d * 1e3""");

        assertThat(expression.selectors())
                .containsExactly(
                        "a_seconds_bucket{agent=~\"$agent\", x=\"{(b)}\"}",
                        "up{job=\"gateway\"}",
                        "warren:ratio_rate5m",
                        "c",
                        "d");
        assertThat(expression.metrics())
                .containsExactlyInAnyOrder("a_seconds_bucket", "up", "warren:ratio_rate5m", "c", "d");
    }
}
