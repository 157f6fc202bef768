package dev.warren.gateway.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows on one page how the platform stands. */
@RestController
@Tag(name = "status")
class StatusController {

    private final SumUp sumUp;

    StatusController(SumUp sumUp) {
        this.sumUp = sumUp;
    }

    @Operation(
            operationId = "status",
            summary = "Health, versions and totals",
            description =
                    "Answered with 200 as long as the gateway runs: the field status says how things stand. The totals"
                            + " are a second old, where counting takes long some seconds, and left out while the ledger is away.")
    @GetMapping(path = "/v1/status", produces = MediaType.APPLICATION_JSON_VALUE)
    StatusView status() {
        return sumUp.now();
    }
}
