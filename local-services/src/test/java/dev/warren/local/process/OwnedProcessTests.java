package dev.warren.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OwnedProcessTests {

    @Test
    void survivesItsOwnLine() {
        var process = new OwnedProcess(42, Instant.ofEpochMilli(1_700_000_000_123L), Ending.QUIT, "/opt/a b/server");
        assertThat(OwnedProcess.fromLine(process.toLine())).isEqualTo(process);
        var launched = new OwnedProcess(42, Instant.ofEpochMilli(1), Ending.KILL, "");
        assertThat(OwnedProcess.fromLine(launched.toLine())).isEqualTo(launched);
    }

    @Test
    void isNotMistakenForALaterProcessWithItsId() {
        var me = OwnedProcess.launched(ProcessHandle.current(), Ending.KILL);
        assertThat(me.alive()).isPresent();
        assertThat(new OwnedProcess(me.pid(), me.started().minusSeconds(60), Ending.KILL, "").alive())
                .isEmpty();
        assertThat(new OwnedProcess(me.pid(), me.started(), Ending.KILL, "/usr/bin/another").alive())
                .isEmpty();
    }

    @Test
    void killsWhatDoesNotEndInTime() throws IOException {
        var child = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done").start();
        child.inputReader().readLine();
        var owned = OwnedProcess.launched(child.toHandle(), Ending.TERMINATE);
        owned.stop(Duration.ofMillis(200));
        assertThat(owned.alive()).isEmpty();
        // Java itself hears of the end a moment later.
        assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }
}
