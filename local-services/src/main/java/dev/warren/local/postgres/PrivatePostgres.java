package dev.warren.local.postgres;

import dev.warren.local.process.Ending;
import dev.warren.local.process.FreePorts;
import dev.warren.local.process.Launch;
import dev.warren.local.process.OwnedProcess;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A Postgres that we run ourselves, on a port of its own and only on 127.0.0.1. */
final class PrivatePostgres implements PostgresServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String DATABASE = "warren";

    private final ServerDirectory directory;
    private final PostgresBinaries binaries;
    private final Path data;
    private final List<String> command;
    private final Databases databases;
    private OwnedProcess process;

    private PrivatePostgres(
            ServerDirectory directory, PostgresBinaries binaries, Path data, List<String> command, int port) {
        this.directory = directory;
        this.binaries = binaries;
        this.data = data;
        this.command = command;
        var address = "jdbc:postgresql://127.0.0.1:%d/".formatted(port);
        this.databases = new Databases(address + "postgres", PostgresData.USER, directory.secret("password"));
        this.process = launch();
    }

    static PrivatePostgres start(StartRequest request, PostgresBinaries binaries, Account account)
            throws WayClosedException {
        var data = PostgresData.prepare(request, binaries, account);
        var port = FreePorts.remembered(request, 1);
        var command = new ArrayList<>(account.command(binaries.program("postgres"), "-D", data.toString()));
        command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port)));
        setting(command, "unix_socket_directories", "");
        setting(command, "max_connections", "300");
        setting(command, "dynamic_shared_memory_type", "mmap");
        if (!request.isDurable()) {
            setting(command, "fsync", "off");
            setting(command, "full_page_writes", "off");
            setting(command, "synchronous_commit", "off");
        }
        var server = new PrivatePostgres(request.directory(), binaries, data, command, port);
        server.createDatabase(DATABASE);
        return server;
    }

    @Override
    public String jdbcUrl() {
        return databases.urlOf(DATABASE);
    }

    @Override
    public String user() {
        return databases.user();
    }

    @Override
    public String password() {
        return databases.password();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public String version() {
        return binaries.version();
    }

    @Override
    public String origin() {
        return "Postgres %s: %s (%s)".formatted(binaries.version(), binaries.origin(), jdbcUrl());
    }

    @Override
    public String createDatabase(String name) {
        return databases.create(name);
    }

    @Override
    public synchronized void kill() {
        process.kill();
        directory.disown(process);
    }

    @Override
    public synchronized void restart() {
        stop();
        process = launch();
    }

    @Override
    public synchronized void close() {
        stop();
        directory.close();
    }

    private void stop() {
        process.stop(STOP_LIMIT);
        directory.disown(process);
    }

    private OwnedProcess launch() {
        var log = directory.resolve("postgres.log");
        Process launched;
        try {
            launched = Launch.detached(command, PostgresBinaries.ENVIRONMENT, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres cannot be started: " + command, e);
        }
        var owned = directory.own(launched, Ending.INTERRUPT);
        try {
            awaitReady(launched, log);
            return directory.settle(owned);
        } catch (RuntimeException e) {
            // Left alone, it would hold its data and its port against the next one.
            owned.kill();
            directory.disown(owned);
            throw e;
        }
    }

    private void awaitReady(Process postmaster, Path log) {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady(postmaster)) {
            if (!postmaster.isAlive() || System.nanoTime() > end) {
                throw ServerFailedException.quoting(
                        "Postgres did not start (%s).".formatted(String.join(" ", command)), log);
            }
            Pause.of(Duration.ofMillis(20));
        }
    }

    /** Postgres itself writes the word into this file when it accepts connections. */
    private boolean isReady(Process postmaster) {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException notYet) {
            // One that starts after a crash removes the file of the dead one first.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres does not let its postmaster.pid be read", e);
        }
        return lines.size() >= 8
                && lines.get(0).equals(String.valueOf(postmaster.pid()))
                && lines.get(7).strip().equals("ready");
    }

    private static void setting(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }
}
