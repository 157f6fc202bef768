package dev.warren.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ApiDescriptionIT {

    private static final Path COMMITTED = Path.of("../docs/openapi.json");
    private static final String UPDATE =
            "./mvnw verify -pl api-gateway -am -Dit.test=ApiDescriptionIT -Dopenapi.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dtest=none";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void isTheOneThatIsCommitted() throws Exception {
        String description = JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(gateway.get("/v3/api-docs").body())
                + "\n";
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(COMMITTED, description);
        }

        assertThat(Files.readString(COMMITTED))
                .as("docs/openapi.json; where the change is meant, write it anew with: " + UPDATE)
                .isEqualTo(description);
    }

    @Test
    void hasAPageForPeople() {
        assertThat(gateway.get("/swagger-ui/index.html").status()).isEqualTo(200);
        assertThat(gateway.get("/swagger-ui.html").status()).isEqualTo(302);
    }

    @Test
    void namesNoActuator() {
        assertThat(gateway.get("/v3/api-docs").text()).doesNotContain("actuator");
        assertThat(gateway.get("/actuator/health").status()).isEqualTo(404);
        assertThat(gateway.management("/actuator/env").status()).isEqualTo(404);
        assertThat(gateway.management("/actuator/heapdump").status()).isEqualTo(404);
    }
}
