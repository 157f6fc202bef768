package dev.warren.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.local.process.ServerFailedException;
import org.junit.jupiter.api.Test;

class DatabasesTests {

    @Test
    void keepsHostsAndParametersWhenTheDatabaseChanges() {
        assertThat(new Databases("jdbc:postgresql://a:1,b:2/x?sslmode=require", "u", "p").urlOf("y"))
                .isEqualTo("jdbc:postgresql://a:1,b:2/y?sslmode=require");
        assertThat(new Databases("jdbc:postgresql://a/x", "u", "p").urlOf("y")).isEqualTo("jdbc:postgresql://a/y");
    }

    @Test
    void refusesAnAddressOfAnotherForm() {
        assertThatThrownBy(() -> new Databases("postgres://a/x", "u", "p"))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("jdbc:postgresql://host:port/database");
    }

    @Test
    void refusesANameThatIsNoPlainWord() {
        var databases = new Databases("jdbc:postgresql://a/x", "u", "p");
        assertThatThrownBy(() -> databases.create("x; DROP DATABASE y")).isInstanceOf(IllegalArgumentException.class);
    }
}
