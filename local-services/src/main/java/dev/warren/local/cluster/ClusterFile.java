package dev.warren.local.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.local.process.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs, as {@code cluster.json} says it to tools and tests. It holds passwords: only its owner may read it. A process
 * id is null where the server is not a process of this machine.
 */
record ClusterFile(List<Gateway> gateways, List<Worker> workers, RabbitMq rabbitmq, Postgres postgres) {

    record Gateway(String url, String managementUrl, long pid) {}

    record Worker(String id, String managementUrl, long pid) {}

    record RabbitMq(
            String uri, String managementUri, @Nullable Long pid, String version) {}

    record Postgres(
            String jdbcUrl,
            String user,
            String password,
            @Nullable Long pid) {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();

    /** Replaces the file in one step: a reader sees the old or the new one, never a part. */
    void write(ClusterDirectory directory) {
        PrivateFiles.write(directory.clusterFile(), MAPPER.writeValueAsString(this));
    }

    static Optional<ClusterFile> read(ClusterDirectory directory) {
        Path file = directory.clusterFile();
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(file), ClusterFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new ClusterFailure("cannot read %s (%s).".formatted(file, e.getMessage()), e);
        }
    }

    static void delete(ClusterDirectory directory) {
        try {
            Files.deleteIfExists(directory.clusterFile());
        } catch (IOException e) {
            throw new ClusterFailure("cannot delete %s (%s).".formatted(directory.clusterFile(), e), e);
        }
    }
}
