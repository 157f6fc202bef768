package dev.warren.worker.metric;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the worker's metrics need to know.
 *
 * @param buckets Limits of the histograms' buckets; the same in every process, so that they can be added up.
 * @param prices What tokens of models cost; a model without a price has no cost.
 */
@ConfigurationProperties("warren.metrics")
@Validated
public record MetricsSettings(
        @DefaultValue({
            "5ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms", "1s", "2500ms", "5s", "10s", "30s", "1m", "5m",
            "15m", "1h"
        })
        @Size(min = 1, max = 50)
        List<@NotNull Duration> buckets,

        @DefaultValue List<@Valid Price> prices) {

    /**
     * What a model's tokens cost, in any currency that all prices share.
     *
     * @param model Name of the model, as definitions of agents have it.
     * @param input Price of a million tokens sent.
     * @param output Price of a million tokens received.
     */
    public record Price(
            @NotBlank String model,
            @NotNull @PositiveOrZero BigDecimal input,
            @NotNull @PositiveOrZero BigDecimal output) {}
}
