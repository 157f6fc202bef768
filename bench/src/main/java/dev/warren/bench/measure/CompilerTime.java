package dev.warren.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** The CPU time that the JIT compilers of Java processes have used so far. */
public final class CompilerTime {

    private CompilerTime() {}

    /** Of the compiler threads that are alive, in steps of 10 ms; nothing where a process is gone. */
    public static Duration of(Collection<Long> pids) {
        long micros = pids.stream().mapToLong(CompilerTime::micros).sum();
        return Duration.ofNanos(1000 * micros);
    }

    private static long micros(long pid) {
        long micros = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                micros += micros(thread);
            }
        } catch (IOException gone) {
            return micros;
        }
        return micros;
    }

    private static long micros(Path thread) {
        try {
            return isCompiler(Files.readString(thread.resolve("comm")))
                    ? CpuTime.parse(Files.readString(thread.resolve("stat"))).own()
                    : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Linux keeps the first 15 bytes of a thread's name: {@code C2 CompilerThread0}. */
    static boolean isCompiler(String name) {
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }
}
