package dev.warren.gateway.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** The JSON form of a {@link dev.warren.model.task.RetryPolicy}, for the description of the API only. */
@Schema(name = "RetryPolicy")
public record RetryView(
        @Schema(description = "Wait after the first failure", format = "duration", example = "PT1S")
        String firstDelay,

        @Schema(description = "What each further failure multiplies the wait by", example = "2.0")
        double factor,

        @Schema(description = "Cap of the wait, before jitter", format = "duration", example = "PT5M")
        String maxDelay,

        @Schema(description = "Share of the wait by which it is randomly lengthened or shortened", example = "0.2")
        double jitter,

        @Schema(description = "Error codes after which the task has failed for good", example = "[\"CARD_DECLINED\"]")
        Set<String> nonRetryable) {}
