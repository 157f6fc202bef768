package dev.warren.worker.hosting;

import dev.warren.store.agent.DeclaredAgents;
import dev.warren.worker.lease.FewAtOnce;
import dev.warren.worker.lease.Ownership;
import java.util.Optional;

/** Finds what runs an attempt: a Java agent of this process, or the version of a declared one that its claim names. */
public final class FindAgent {

    private final HostedAgents java;
    private final DeclaredHere declared;
    private final DeclaredAgents ledger;
    private final FewAtOnce few;

    public FindAgent(HostedAgents java, DeclaredHere declared, DeclaredAgents ledger, FewAtOnce few) {
        this.java = java;
        this.declared = declared;
        this.ledger = ledger;
        this.few = few;
    }

    /** What there is to run. */
    public sealed interface Found {

        record Here(Hosted hosted) implements Found {}

        /** Nothing can run it, wherever it goes. */
        record Unreadable(String why) implements Found {}

        /** Another worker may run it. */
        record NotHere() implements Found {}
    }

    /**
     * May ask the ledger for a version that was never needed here.
     *
     * @throws dev.warren.worker.agent.CanceledException the attempt must stop
     */
    public Found find(String agent, String version, Ownership attempt) {
        Hosted known = java.find(agent);
        if (known != null) {
            return new Found.Here(known);
        }
        DeclaredHere.Made made = declared.find(agent, version);
        return found(made == null ? fetch(agent, version, attempt) : made);
    }

    private DeclaredHere.Made fetch(String agent, String version, Ownership attempt) {
        if (!version.matches("[1-9]\\d{0,8}")) {
            return new DeclaredHere.Made.Elsewhere();
        }
        Optional<String> text = attempt.ask(
                "version " + version + " of agent " + agent,
                () -> few.ask(() -> ledger.definition(agent, Integer.parseInt(version))));
        return text.isEmpty() ? new DeclaredHere.Made.Elsewhere() : declared.make(agent, version, text.get());
    }

    private static Found found(DeclaredHere.Made made) {
        return switch (made) {
            case DeclaredHere.Made.Ready(Hosted hosted) -> new Found.Here(hosted);
            case DeclaredHere.Made.Unreadable(String why) -> new Found.Unreadable(why);
            case DeclaredHere.Made.Elsewhere elsewhere -> new Found.NotHere();
        };
    }
}
