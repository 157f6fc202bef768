package dev.warren.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstWayTests {

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path kept;

    @Test
    void takesTheFirstWayThatIsOpen() {
        assertThat(ways(closed("a", "no a"), open("b"), open("c")).take(request(Map.of()), null))
                .isEqualTo("server by b");
    }

    @Test
    void saysForEachWayWhatIsMissingAndWhatToInstall() {
        assertThatThrownBy(() -> ways(closed("a", "no a here"), closed("b", "no b there"))
                        .take(request(Map.of()), null))
                .isInstanceOf(ServerFailedException.class)
                .hasMessage("""
                        No Product can be started on this machine.
                          - a: no a here
                          - b: no b there
                        What to do, one of these:
                          Debian: install it""");
    }

    @Test
    void goesOnAfterAFailureAndTellsIt() {
        assertThat(ways(failing("a", "exploded"), open("b")).take(request(Map.of()), null))
                .isEqualTo("server by b");
        assertThat(said).containsExactly("Product did not start the way `a`: exploded");
    }

    @Test
    void hidesNoFailureOfAWayThatWasAskedFor() {
        assertThatThrownBy(() -> ways(open("b"), failing("a", "exploded")).take(request(Map.of("a", "asked")), null))
                .hasMessage("exploded");
    }

    @Test
    void takesOnlyTheWayThatIsForced() {
        assertThat(ways(open("a"), open("b")).take(request(Map.of("a", "asked")), "b"))
                .isEqualTo("server by b");
        assertThatThrownBy(() -> ways(open("a"), open("b")).take(request(Map.of()), "c"))
                .hasMessage("There is no way `c` to Product; there are: a, b.");
    }

    @Test
    void staysOnTheWayThatMadeTheKeptDirectory() {
        var first = request(Map.of());
        ways(closed("a", "no a yet"), open("b")).take(first, null);
        first.directory().close();

        var second = request(Map.of());
        assertThat(ways(open("a"), open("b")).take(second, null)).isEqualTo("server by b");
        second.directory().close();

        assertThatThrownBy(
                        () -> ways(open("a"), closed("b", "b was uninstalled")).take(request(Map.of()), null))
                .hasMessageContaining("was made the way `b`")
                .hasMessageContaining("b was uninstalled");
    }

    @Test
    void leavesNothingOfAFailedWayToTheNext() {
        Way<String> leaves = way("a", request -> {
            request.directory().remember("port", "1");
            throw new ServerFailedException("exploded");
        });
        Way<String> looks =
                way("b", request -> request.directory().recall("port").orElse("clean"));
        var request = request(Map.of());
        assertThat(ways(leaves, looks).take(request, null)).isEqualTo("clean");
        request.directory().close();
    }

    private StartRequest request(Map<String, String> environment) {
        return new StartRequest("product", kept, true, environment, said::add);
    }

    @SafeVarargs
    private static FirstWay<String> ways(Way<String>... ways) {
        return new FirstWay<>("Product", List.of(ways), "Debian: install it\n");
    }

    private static Way<String> open(String name) {
        return way(
                name,
                request -> "server by " + name
                        + request.directory().recall("nothing").orElse(""));
    }

    private static Way<String> closed(String name, String missing) {
        return way(name, request -> {
            throw new WayClosedException(missing);
        });
    }

    private static Way<String> failing(String name, String message) {
        return way(name, request -> {
            throw new ServerFailedException(message);
        });
    }

    private static Way<String> way(String name, Start start) {
        return new Way<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isAskedFor(StartRequest request) {
                return request.variable(name).isPresent();
            }

            @Override
            public String start(StartRequest request) throws WayClosedException {
                return start.start(request);
            }
        };
    }

    private interface Start {
        String start(StartRequest request) throws WayClosedException;
    }
}
