package dev.warren.bench.peer;

import dev.warren.local.process.Command;
import dev.warren.local.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Python that has what the peer {@code celery} needs.
 *
 * @param versions of the modules, in one line
 */
record Python(Path program, String versions) {

    /** The modules, each with the package of Debian that has it. */
    private static final Map<String, String> PACKAGES = packages();

    /** Prints each module that is not there, or else the versions. */
    private static final String LOOK = """
            import importlib, platform, sys
            found, missing = [], []
            for name in sys.argv[1:]:
                try:
                    found.append(name + " " + str(importlib.import_module(name).__version__).split()[0])
                except (ImportError, AttributeError):
                    missing.append(name)
            print("missing " + " ".join(missing) if missing else ", ".join(found) + ", Python " + platform.python_version())
            """;

    private static final String MISSING = "missing ";

    private static Map<String, String> packages() {
        Map<String, String> packages = new LinkedHashMap<>();
        packages.put("celery", "python3-celery");
        packages.put("fastapi", "python3-fastapi");
        packages.put("uvicorn", "python3-uvicorn");
        packages.put("uvloop", "python3-uvloop");
        packages.put("httptools", "python3-httptools");
        packages.put("sqlalchemy", "python3-sqlalchemy");
        packages.put("psycopg2", "python3-psycopg2");
        return packages;
    }

    /**
     * The first one on the path that has all of it; nothing is installed.
     *
     * @throws PeerFailedException that says what to install
     */
    static Python installed() {
        return first(Programs.onPath("python3").distinct().toList());
    }

    static Python first(List<Path> pythons) {
        String missing = String.join(" ", PACKAGES.keySet());
        for (Path python : pythons) {
            Command.Result said = Command.of(words(python)).run();
            String answer = said.output().lines().reduce("", (before, line) -> line);
            if (said.succeeded() && !answer.startsWith(MISSING)) {
                return new Python(python, answer);
            }
            if (said.succeeded()) {
                // The last one is the system's own, for which the packages are.
                missing = answer.substring(MISSING.length());
            }
        }
        throw new PeerFailedException("it needs Python packages that are not installed: apt-get install "
                + List.of(missing.split(" ")).stream()
                        .map(module -> PACKAGES.getOrDefault(module, module))
                        .collect(Collectors.joining(" ", "", pythons.isEmpty() ? " python3" : "")));
    }

    private static List<String> words(Path python) {
        var words = new ArrayList<>(List.of(python.toString(), "-c", LOOK));
        words.addAll(PACKAGES.keySet());
        return words;
    }
}
