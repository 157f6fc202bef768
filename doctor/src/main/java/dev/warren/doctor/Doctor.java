package dev.warren.doctor;

import dev.warren.doctor.broker.Broker;
import dev.warren.doctor.broker.BrokerChecks;
import dev.warren.doctor.broker.Management;
import dev.warren.doctor.check.Examination;
import dev.warren.doctor.check.Group;
import dev.warren.doctor.gateway.GatewayChecks;
import dev.warren.doctor.installation.FindInstallation;
import dev.warren.doctor.installation.Installation;
import dev.warren.doctor.installation.Misuse;
import dev.warren.doctor.installation.NothingToExamine;
import dev.warren.doctor.installation.Options;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.doctor.ledger.LedgerChecks;
import dev.warren.doctor.report.Report;
import dev.warren.doctor.report.WriteJson;
import dev.warren.doctor.report.WriteText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The diagnosis behind {@code ./warren doctor}. Exit codes: 0 nothing is wrong, 1 something is, 2 misused, 3 nothing
 * could be examined.
 */
public final class Doctor {

    private static final int MISUSED = 2;
    private static final int NOTHING = 3;
    private static final Duration PER_CHECK = Duration.ofSeconds(10);
    private static final Duration PER_GROUP = Duration.ofSeconds(45);

    private Doctor() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    /** Examines what the arguments and the environment name, and answers the exit code. */
    public static int run(
            List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream complaints)
            throws InterruptedException {
        try {
            Options options = Options.parse(arguments);
            Report report = examine(new FindInstallation(options, environment).find());
            if (options.json()) {
                new WriteJson(out).write(report);
            } else {
                new WriteText(out).write(report);
            }
            return report.exitCode();
        } catch (Misuse e) {
            complaints.println("warren: " + e.getMessage());
            return MISUSED;
        } catch (NothingToExamine e) {
            complaints.println("warren: " + e.getMessage());
            return NOTHING;
        }
    }

    private static Report examine(Installation installation) throws InterruptedException {
        @Nullable Ledger ledger = installation.ledger() == null ? null : new Ledger(installation.ledger());
        List<Group> groups = new ArrayList<>(GatewayChecks.of(installation, ledger, release()));
        if (ledger != null) {
            groups.add(LedgerChecks.of(ledger));
        }
        if (installation.broker() != null) {
            groups.add(BrokerChecks.of(new Broker(installation.broker()), ledger));
        }
        if (installation.management() != null) {
            groups.add(BrokerChecks.of(new Management(installation.management()), ledger));
        }
        return new Report(release(), installation.title(), new Examination(PER_CHECK, PER_GROUP).run(groups));
    }

    private static String release() {
        String version = Doctor.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
