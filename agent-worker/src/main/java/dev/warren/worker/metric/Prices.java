package dev.warren.worker.metric;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tokens of models cost. Of two prices for one model the later counts. */
final class Prices {

    private final Map<String, MetricsSettings.Price> byModel;

    Prices(List<MetricsSettings.Price> prices) {
        this.byModel = prices.stream()
                .collect(Collectors.toMap(MetricsSettings.Price::model, Function.identity(), (one, other) -> other));
    }

    /** Null where none is set. */
    MetricsSettings.@Nullable Price of(String model) {
        return byModel.get(model);
    }
}
