package dev.warren.doctor.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.doctor.check.Result;
import dev.warren.doctor.check.Runbook;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report for programs. Names are not taken away from release to release; sentences are for people. */
public final class WriteJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final PrintStream out;

    public WriteJson(PrintStream out) {
        this.out = out;
    }

    private record Document(String release, String examined, int exitCode, int problems, List<Entry> findings) {}

    private record Entry(
            String group,
            String check,
            String verdict,
            String sentence,
            @Nullable String runbook) {}

    public void write(Report report) {
        List<Entry> entries = report.results().stream().map(WriteJson::entry).toList();
        out.println(JSON.writeValueAsString(new Document(
                report.release(),
                report.title(),
                report.exitCode(),
                report.problems().size(),
                entries)));
    }

    private static Entry entry(Result result) {
        Runbook runbook = result.runbook();
        return new Entry(
                result.group(),
                result.check(),
                result.verdict().word(),
                result.sentence(),
                runbook == null ? null : runbook.path());
    }
}
