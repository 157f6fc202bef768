package dev.warren.doctor.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindInstallationTests {

    @TempDir
    private Path directory;

    private static Installation find(Map<String, String> environment, String... arguments) {
        return new FindInstallation(Options.parse(Arrays.asList(arguments)), environment).find();
    }

    @Test
    void findsTheClusterInADirectory() throws IOException {
        Files.writeString(directory.resolve("cluster.json"), """
                {"gateways": [{"url": "http://127.0.0.1:8080", "managementUrl": "http://127.0.0.1:8081", "pid": 11}],
                 "workers": [{"id": "worker-1", "managementUrl": "http://127.0.0.1:8082", "pid": 12}],
                 "rabbitmq": {"uri": "amqp://u:secret@127.0.0.1:5672/%2F", "managementUri": "http://u:secret@127.0.0.1:15672",
                              "pid": 13, "version": "4.3.6"},
                 "postgres": {"jdbcUrl": "jdbc:postgresql://127.0.0.1:5432/warren", "user": "p", "password": "secret", "pid": 14}}
                """);

        Installation found =
                find(Map.of("WARREN_LEDGER_URL", "jdbc:postgresql://elsewhere/x"), "--directory", directory.toString());

        assertThat(found.gateways()).extracting(Installation.Gateway::url).containsExactly("http://127.0.0.1:8080");
        assertThat(found.processes())
                .containsExactly(
                        new Installation.LocalProcess("gateway-1", 11, "http://127.0.0.1:8081"),
                        new Installation.LocalProcess("worker-1", 12, "http://127.0.0.1:8082"));
        assertThat(found.ledger()).isNotNull().hasToString("jdbc:postgresql://127.0.0.1:5432/warren");
        assertThat(found.management())
                .isEqualTo(new Installation.ManagementAddress("http://127.0.0.1:15672", "u", "secret", "/"));
        assertThat(found.broker()).hasToString("amqp://127.0.0.1:5672/%2F");
    }

    @Test
    void takesAddressesFromOptionsAndLoginsFromTheEnvironment() {
        Installation found = find(
                Map.of(
                        "WARREN_LEDGER_USERNAME",
                        "gateway",
                        "WARREN_LEDGER_PASSWORD",
                        "x",
                        "WARREN_BROKER_USERNAME",
                        "b"),
                "--ledger=jdbc:postgresql://db/warren",
                "--broker",
                "amqps://mq:5671/prod",
                "--management",
                "https://mq:15671",
                "--gateways",
                "http://a:8080/, http://b:8080");

        assertThat(found.ledger())
                .isEqualTo(new Installation.LedgerAddress("jdbc:postgresql://db/warren", "gateway", "x"));
        assertThat(found.management())
                .isEqualTo(new Installation.ManagementAddress("https://mq:15671", "b", "guest", "prod"));
        assertThat(found.gateways())
                .extracting(Installation.Gateway::url)
                .containsExactly("http://a:8080", "http://b:8080");
        assertThat(found.processes()).isEmpty();
    }

    @Test
    void readsAFileOfLinesAndADirectoryOfProperties() throws IOException {
        Path file = Files.writeString(
                directory.resolve("doctor.env"),
                "# ours\nWARREN_LEDGER_URL=\"jdbc:postgresql://db/warren\"\nWARREN_LEDGER_PASSWORD=a=b\n");
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("warren.ledger.password"), "c\n");

        assertThat(find(Map.of(), "--settings", file.toString()).ledger())
                .isEqualTo(new Installation.LedgerAddress("jdbc:postgresql://db/warren", "", "a=b"));
        assertThat(find(Map.of(), "--ledger", "jdbc:postgresql://db/warren", "--settings", secrets.toString())
                        .ledger())
                .isEqualTo(new Installation.LedgerAddress("jdbc:postgresql://db/warren", "", "c"));
    }

    @Test
    void saysThatNothingRuns() {
        assertThatExceptionOfType(NothingToExamine.class)
                .isThrownBy(() -> find(Map.of("WARREN_PROJECT", directory.toString())))
                .withMessageContaining("Nothing runs in")
                .withMessageContaining("./warren up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--broker=amqp://user:secret@mq/",
                "--management=http://user:secret@mq:15672",
                "--ledger=jdbc:postgresql://db/warren?user=u&password=secret"
            })
    void refusesAPasswordThatOthersCanSee(String argument) {
        assertThatExceptionOfType(Misuse.class)
                .isThrownBy(() -> find(Map.of(), argument))
                .withMessageContaining("password")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense=1",
                "--ledger",
                "--ledger=mysql://x",
                "--broker=http://mq",
                "--gateways=ftp://a",
                "--settings=/no/such/file",
                "doctor"
            })
    void refusesWhatMeansNothing(String argument) {
        assertThatExceptionOfType(Misuse.class).isThrownBy(() -> find(Map.of(), argument));
    }

    @Test
    void refusesADirectoryBesideAddresses() {
        assertThatExceptionOfType(Misuse.class)
                .isThrownBy(() -> find(Map.of(), "--directory", "x", "--ledger", "jdbc:postgresql://db/warren"));
        assertThatExceptionOfType(Misuse.class).isThrownBy(() -> Options.parse(List.of("--ledger=a", "--ledger=b")));
    }
}
