package dev.warren.gateway.deadletters;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of replays and discards, for the description of the API only: {@link ReadChoice} reads them. */
final class ChoiceBody {

    private ChoiceBody() {}

    /** Which dead letters to replay. */
    @Schema(
            name = "DeadLettersToReplay",
            description = "Either ids or filter",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Replay(
            @Schema(description = "1 to 1,000 ids") @Nullable
            List<UUID> ids,

            @Nullable Filter filter,

            @Schema(
                    description = "How many may start in a second",
                    minimum = "1",
                    maximum = "10000",
                    defaultValue = "100")
            @Nullable
            Integer ratePerSecond) {}

    /** Which dead letters to discard. */
    @Schema(
            name = "DeadLettersToDiscard",
            description = "Either ids or filter",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Discard(
            @Schema(description = "1 to 1,000 ids") @Nullable
            List<UUID> ids,

            @Nullable Filter filter) {}

    /** Which dead letters. */
    @Schema(
            name = "DeadLetterFilter",
            description = "Everything that matches all of its fields; {} is every dead letter",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Filter(
            @Schema(example = "echo") @Nullable String agent,

            @Schema(description = Reasons.DESCRIPTION, example = "ATTEMPTS_EXHAUSTED") @Nullable
            String reason,

            @Schema(format = "date-time") @Nullable String endedAfter,

            @Schema(description = "Exclusive", format = "date-time") @Nullable
            String endedBefore) {}
}
