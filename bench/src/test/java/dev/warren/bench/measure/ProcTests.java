package dev.warren.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Linux writes below /proc. */
class ProcTests {

    @Test
    void readsTheCpuTimeOfAProcessWithAnOddName() {
        CpuTime time = CpuTime.parse(
                "4711 (a (very) odd) name) S 1 4711 4711 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 44 0 1 2 3 4 5 6 7 8 9");

        assertThat(time).isEqualTo(new CpuTime(2_000_000, 100_000));
    }

    @Test
    void readsHowLongAllCoresWereBusy() {
        MachineCpu machine = MachineCpu.parse("""
                cpu  100 1 20 4000 300 2 3 50 0 0
                cpu0 50 0 10 2000 150 1 1 25 0 0
                """);

        assertThat(machine.busy()).isEqualTo(1_260_000);
    }

    @Test
    void readsTheMemoryOfAProcess() {
        Memory memory = Memory.parse("""
                Name:	java
                VmHWM:	  204800 kB
                VmRSS:	  153600 kB
                RssAnon:	  102400 kB
                RssFile:	   51000 kB
                RssShmem:	     200 kB
                """);

        assertThat(memory).isEqualTo(new Memory(204_800, 102_400, 51_200));
    }

    @ParameterizedTest
    @CsvSource({"C2 CompilerThre, true", "C1 CompilerThre, true", "ForkJoinPool-1-, false", "VM Thread, false"})
    void knowsTheCompilersByTheNamesThatLinuxKeeps(String name, boolean compiler) {
        assertThat(CompilerTime.isCompiler(name)).isEqualTo(compiler);
    }

    @Test
    void thisProcessHasCompilers() {
        assertThat(CompilerTime.of(List.of(ProcessHandle.current().pid()))).isPositive();
    }

    @Test
    void measuresThisProcess() {
        var self = new ProcessFamily("self", List.of(ProcessHandle.current().pid()), false);
        Meter meter = Meter.start(List.of(self));
        long before = CpuTime.of(ProcessHandle.current().pid()).own();
        while (CpuTime.of(ProcessHandle.current().pid()).own() < before + 50_000) {
            Thread.onSpinWait();
        }

        Usage usage = meter.stop();

        assertThat(usage.of("self").cpuMicros()).isGreaterThanOrEqualTo(50_000);
        assertThat(usage.percentOfCore("self")).isPositive();
        assertThat(usage.of("self").residentKib()).isBetween(10_000L, 4_000_000L);
        assertThat(usage.of("self").peakKib()).isPositive();
    }

    @Test
    void aProcessThatIsGoneUsesNothing() {
        assertThat(new ProcessFamily("gone", List.of(4_194_300L), true).cpuMicros())
                .isZero();
        assertThat(Memory.of(4_194_300L).anonymous()).isZero();
    }
}
