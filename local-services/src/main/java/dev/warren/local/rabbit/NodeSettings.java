package dev.warren.local.rabbit;

import dev.warren.local.process.PrivateFiles;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files and variables that make a node private: nothing of a system-wide RabbitMQ is read, written or met.
 *
 * @param node its name, which also names its data, so it stays when the ports change
 */
record NodeSettings(ServerDirectory directory, RabbitInstallation installation, NodePorts ports, String node) {

    static final String USER = "warren";
    static final String VIRTUAL_HOST = "warren";

    /** A guest on the machine: half of its processors, no busy waiting; only 127.0.0.1; our own port mapper. */
    private static final String EMULATOR = "+S %1$d:%1$d +sbwt none +sbwtdcpu none +sbwtdio none +B i -noinput"
            + " -start_epmd false -kernel inet_dist_use_interface {127,0,0,1}";

    /** The node's own name is found even where a bare machine's {@code /etc/hosts} lacks it. */
    private static final String LOOKUP = """
            {host, {127,0,0,1}, ["localhost"]}.
            {lookup, [file, native]}.
            """;

    static NodeSettings of(StartRequest request, RabbitInstallation installation) {
        var directory = request.directory();
        var ports = NodePorts.of(request);
        var node = directory.recall("node").orElse("warren%d@localhost".formatted(ports.amqp()));
        directory.remember("node", node);
        return new NodeSettings(directory, installation, ports, node);
    }

    String password() {
        return directory.secret("password");
    }

    /** Writes what the node reads at its start. */
    void write() {
        try {
            var home = directory.resolve("home");
            PrivateFiles.createDirectories(home);
            PrivateFiles.createDirectories(directory.resolve("data"));
            PrivateFiles.createDirectories(directory.resolve("log"));
            var cookie = home.resolve(".erlang.cookie");
            if (!Files.exists(cookie)) {
                PrivateFiles.write(cookie, directory.secret("cookie"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + directory.path(), e);
        }
        PrivateFiles.write(directory.resolve("enabled_plugins"), "[rabbitmq_management,rabbitmq_prometheus].\n");
        PrivateFiles.write(directory.resolve("inetrc"), LOOKUP);
        PrivateFiles.write(directory.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                prometheus.tcp.ip = 127.0.0.1
                prometheus.tcp.port = %d
                default_user = %s
                default_pass = %s
                default_vhost = %s
                default_user_tags.administrator = true
                vm_memory_high_watermark.absolute = 2GB
                disk_free_limit.absolute = 100MB
                log.file = rabbitmq.log
                """.formatted(
                        ports.amqp(), ports.management(), ports.prometheus(), USER, password(), VIRTUAL_HOST));
    }

    /** The whole environment of the node's processes. */
    Map<String, String> environment() {
        var state = installation.stateOf(directory);
        var schedulers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var variables = new TreeMap<String, String>();
        variables.put("LANG", "C.UTF-8");
        variables.put("PATH", "/usr/lib/erlang/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        variables.putAll(installation.environment());
        variables.put("HOME", in(state, "home"));
        variables.put("ERL_INETRC", in(state, "inetrc"));
        variables.put("ERL_CRASH_DUMP", in(state, "log/erl_crash.dump"));
        variables.put("ERL_EPMD_PORT", String.valueOf(ports.epmd()));
        variables.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        variables.put("RABBITMQ_NODENAME", node);
        variables.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        variables.put("RABBITMQ_NODE_PORT", String.valueOf(ports.amqp()));
        variables.put("RABBITMQ_DIST_PORT", String.valueOf(ports.distribution()));
        variables.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        variables.put("RABBITMQ_CONFIG_FILE", in(state, "rabbitmq.conf"));
        variables.put("RABBITMQ_ADVANCED_CONFIG_FILE", in(state, "advanced.config"));
        variables.put("RABBITMQ_ENABLED_PLUGINS_FILE", in(state, "enabled_plugins"));
        variables.put("RABBITMQ_GENERATED_CONFIG_DIR", in(state, "generated"));
        variables.put("RABBITMQ_MNESIA_BASE", in(state, "data"));
        variables.put("RABBITMQ_LOG_BASE", in(state, "log"));
        variables.put("RABBITMQ_PID_FILE", in(state, "pid"));
        variables.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", EMULATOR.formatted(schedulers));
        // The script then becomes the Erlang machine instead of waiting for it, so the process id is the node's.
        variables.put("RABBITMQ_ALLOW_INPUT", "true");
        return variables;
    }

    private static String in(Path state, String name) {
        return state.resolve(name).toString();
    }
}
