package dev.warren.doctor.gateway;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Group;
import dev.warren.doctor.installation.Installation;
import dev.warren.doctor.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All checks of gateways, processes and clocks. */
public final class GatewayChecks {

    private GatewayChecks() {}

    /**
     * A group for each gateway and process, so that one that hangs holds nobody up, and one for the clocks.
     *
     * @param release of this doctor
     */
    public static List<Group> of(Installation installation, @Nullable Ledger ledger, String release) {
        List<Group> groups = new ArrayList<>();
        Stream.concat(
                        installation.gateways().stream().map(gateway -> (Check) new GatewayAnswers(gateway, release)),
                        installation.processes().stream().map(ProcessLives::new))
                .forEach(check -> groups.add(alone("Gateways and workers", check)));
        groups.add(alone("Clocks", new Clocks(installation, ledger)));
        return groups;
    }

    private static Group alone(String title, Check check) {
        return new Group(title, check, "", List.of());
    }
}
