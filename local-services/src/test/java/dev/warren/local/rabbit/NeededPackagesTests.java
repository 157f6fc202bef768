package dev.warren.local.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeededPackagesTests {

    private static final String GRAPH = """
            rabbitmq-server
              PreDepends: init-system-helpers
              Depends: adduser
             |Depends: erlang-base
              Depends: <esl-erlang>
              Depends: erlang-crypto
              Depends: python3
            adduser
              Depends: libpam0g
            libpam0g
            python3
              Depends: libpython3-stdlib
            libpython3-stdlib
            erlang-base
              Depends: libc6
              Depends: libsystemd0
            <esl-erlang>
            erlang-crypto
              Depends: erlang-base
              Depends: libssl3
              Depends: <erlang-abi-13.0>
                erlang-base
            libssl3
              Depends: libzzz1
            libzzz1
            libsystemd0
            libc6
            """;

    @Test
    void takesRabbitAndAllOfErlangAndNothingThatOnlyAnInstalledNodeNeeds() {
        assertThat(NeededPackages.of(GRAPH, """
                        libc6 install ok installed
                        libsystemd0 install ok installed
                        libssl3 install ok installed
                        erlang-base install ok installed
                        """))
                .containsExactlyInAnyOrder("rabbitmq-server", "erlang-base", "erlang-crypto");
    }

    @Test
    void takesTheLibrariesThatAreNotInstalledWithTheirs() {
        assertThat(NeededPackages.of(GRAPH, """
                        libc6 install ok installed
                        libssl3 deinstall ok config-files
                        """))
                .containsExactlyInAnyOrder(
                        "rabbitmq-server", "erlang-base", "erlang-crypto", "libsystemd0", "libssl3", "libzzz1");
    }

    @Test
    void takesNothingWhereTheListsKnowNothing() {
        assertThat(NeededPackages.of("", "")).isEmpty();
    }
}
