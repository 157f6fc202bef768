package dev.warren.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerSchemaTests {

    @Test
    void itsVersionIsThatOfTheNewestMigration() throws IOException, URISyntaxException {
        Path folder = Path.of(LedgerSchema.class
                .getResource("/db/migration/warren/V1__ledger.sql")
                .toURI());
        try (Stream<Path> migrations = Files.list(folder.getParent())) {
            assertThat(migrations
                            .map(file -> file.getFileName().toString())
                            .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                            .max())
                    .hasValue(LedgerSchema.VERSION);
        }
    }
}
