package dev.warren.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one process holds at one moment.
 *
 * @param heap bytes of objects in use, after a collection
 * @param threads of the operating system
 * @param files open, sockets among them
 */
record ProcessSample(String name, long pid, long millis, long heap, long threads, long files) {

    private static final long KIB = 1024;
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
    /** One line for each generation, or one for the whole heap, as the collector names them. */
    private static final Pattern USED = Pattern.compile(
            "(?m)^\\s*(?:DefNew|Tenured|garbage-first heap|PSYoungGen|ParOldGen|ZHeap).*?used (\\d+)([KM])");

    /** Null where the process is gone, or does not answer. */
    static @Nullable ProcessSample take(ProcessInfo process) throws InterruptedException {
        try {
            if (jcmd(process.pid(), "GC.run") == null) {
                return null;
            }
            String heap = jcmd(process.pid(), "GC.heap_info");
            if (heap == null) {
                return null;
            }
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            Matcher threads = THREADS.matcher(Files.readString(proc.resolve("status")));
            try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
                return new ProcessSample(
                        process.name(),
                        process.pid(),
                        System.currentTimeMillis(),
                        used(heap),
                        threads.find() ? Long.parseLong(threads.group(1)) : 0,
                        files.count());
            }
        } catch (IOException e) {
            return null;
        }
    }

    static long used(String heap) {
        long used = 0;
        Matcher parts = USED.matcher(heap);
        while (parts.find()) {
            used += Long.parseLong(parts.group(1)) * (parts.group(2).equals("K") ? KIB : KIB * KIB);
        }
        return used;
    }

    private static @Nullable String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        var reader = process.inputReader();
        StringBuilder output = new StringBuilder();
        // A stopped process never answers.
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return null;
        }
        reader.lines().forEach(line -> output.append(line).append('\n'));
        return process.exitValue() == 0 ? output.toString() : null;
    }

    String toLine() {
        return String.join(
                "\t",
                name,
                Long.toString(pid),
                Long.toString(millis),
                Long.toString(heap),
                Long.toString(threads),
                Long.toString(files));
    }

    static ProcessSample parse(String line) {
        String[] fields = line.split("\t", -1);
        return new ProcessSample(
                fields[0],
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]));
    }
}
