package dev.warren.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker-compose.yml} promises to whoever starts it on a machine with other things on it. */
class ComposeFileTests {

    private static final Path PROJECT = Path.of("..");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everyPortIsBoundToTheLoopbackAddress() {
        services.forEach((name, service) -> assertThat(strings(service, "ports"))
                .as(name)
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:")));
    }

    @Test
    void everyImageIsPinned() {
        services.forEach((name, service) -> assertThat(service.get("image").toString())
                .as(name)
                .matches("\\$\\{[A-Z_]+:-[^:]+:[^:]+}")
                .doesNotContain("latest"));
    }

    @Test
    void everyFileThatIsMountedExists() {
        services.forEach((name, service) -> assertThat(strings(service, "volumes"))
                .as(name)
                .filteredOn(volume -> volume.startsWith("./"))
                .allSatisfy(volume -> {
                    assertThat(volume).endsWith(":ro");
                    assertThat(PROJECT.resolve(volume.split(":")[0])).exists();
                }));
    }

    @Test
    void noServiceSeesTheSecretsOfAnother() {
        services.forEach((name, service) -> {
            if (!name.equals("secrets")) {
                assertThat(strings(service, "volumes"))
                        .as(name)
                        .filteredOn(volume -> volume.contains("-secrets:"))
                        .hasSizeLessThanOrEqualTo(1)
                        .allSatisfy(volume -> assertThat(volume).endsWith(":/run/secrets:ro"));
            }
        });
    }

    @Test
    void noPasswordIsInTheEnvironment() {
        services.forEach((name, service) -> assertThat(environment(service))
                .as(name)
                .allSatisfy((variable, value) -> {
                    if (variable.contains("PASSWORD")) {
                        assertThat(variable).endsWith("_FILE");
                        assertThat(value.toString()).startsWith("/run/secrets/");
                    }
                }));
    }

    @Test
    void everythingThatRunsOnHasAHealthCheckAndComesBack() {
        services.forEach((name, service) -> {
            if (!name.equals("secrets")) {
                assertThat(service).as(name).containsEntry("restart", "unless-stopped");
                // The applications' own is in the Dockerfile.
                assertThat(service.containsKey("healthcheck") || service.containsKey("build"))
                        .as(name)
                        .isTrue();
            }
        });
    }

    /** Root without its rights may not even write where others may: such a service does not start. */
    @Test
    void nobodyIsRootWithoutItsRights() {
        services.forEach((name, service) -> {
            if (strings(service, "cap_drop").contains("ALL")) {
                assertThat(service.getOrDefault("user", "its image's").toString())
                        .as(name)
                        .doesNotStartWith("0");
            }
        });
    }

    @Test
    void workersCanBeScaled() {
        assertThat(services.get("agent-worker")).doesNotContainKeys("container_name", "ports", "hostname");
    }

    private static Map<String, Map<String, Object>> services() {
        try {
            Map<String, Map<String, Map<String, Object>>> file =
                    new Yaml().load(Files.readString(PROJECT.resolve("docker-compose.yml")));
            return file.get("services");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> strings(Map<String, Object> service, String key) {
        List<?> values = (List<?>) service.getOrDefault(key, List.of());
        return values.stream().map(Object::toString).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(Map<String, Object> service) {
        return (Map<String, Object>) service.getOrDefault("environment", Map.of());
    }
}
