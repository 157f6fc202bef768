package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/**
 * Postgres ends without a shutdown and comes back with its log to replay.
 *
 * @param id {@code F5} for a short time, {@code C14} for a long one
 * @param immediate by {@code SIGQUIT}, as {@code pg_ctl stop -m immediate} does, instead of {@code kill -9}
 */
record KillLedger(String id, boolean immediate, Duration length) implements Fault {

    @Override
    public String name() {
        return id.equals("C14")
                ? "Postgres away for long"
                : immediate ? "stop Postgres -m immediate" : "kill -9 Postgres";
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.LEDGER);
    }

    @Override
    public boolean recoversAtOnce() {
        return false;
    }

    @Override
    public String strike(Scene scene) {
        if (immediate) {
            scene.cluster().stopLedgerImmediately();
        } else {
            scene.cluster().postgres().kill();
        }
        return "Postgres %s, down for %d s and its recovery"
                .formatted(immediate ? "ended at once" : "killed", length.toSeconds());
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().postgres().restart();
    }
}
