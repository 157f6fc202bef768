package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClusterFileTests {

    private static final ClusterFile CLUSTER = new ClusterFile(
            List.of(new ClusterFile.Gateway("http://127.0.0.1:8080", "http://127.0.0.1:20001", 11)),
            List.of(new ClusterFile.Worker("worker-1", "http://127.0.0.1:20002", 12)),
            new ClusterFile.RabbitMq("amqp://u:p@127.0.0.1:20003/warren", "http://u:p@127.0.0.1:20004", 13L, "4.3.6"),
            new ClusterFile.Postgres("jdbc:postgresql://127.0.0.1:20005/warren", "warren", "secret", null));

    @TempDir
    private Path temporary;

    private ClusterDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = ClusterDirectory.at(temporary.resolve("state"));
        directory.make();
    }

    @Test
    void hasTheShapeThatToolsAreWrittenAgainst() throws IOException {
        CLUSTER.write(directory);

        JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.clusterFile()));
        assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
                {"gateways": [{"url": "http://127.0.0.1:8080", "managementUrl": "http://127.0.0.1:20001", "pid": 11}],
                 "workers": [{"id": "worker-1", "managementUrl": "http://127.0.0.1:20002", "pid": 12}],
                 "rabbitmq": {"uri": "amqp://u:p@127.0.0.1:20003/warren", "managementUri": "http://u:p@127.0.0.1:20004",
                              "pid": 13, "version": "4.3.6"},
                 "postgres": {"jdbcUrl": "jdbc:postgresql://127.0.0.1:20005/warren", "user": "warren",
                              "password": "secret", "pid": null}}
                """));
    }

    @Test
    void isReadByItsOwnerOnly() throws IOException {
        CLUSTER.write(directory);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.clusterFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(ClusterFile.read(directory)).isEmpty();

        CLUSTER.write(directory);
        assertThat(ClusterFile.read(directory)).contains(CLUSTER);

        ClusterFile.delete(directory);
        assertThat(ClusterFile.read(directory)).isEmpty();
    }
}
