package dev.warren.httpagent.start;

import dev.warren.httpagent.call.Endpoint;
import dev.warren.httpagent.start.HttpAgentsSettings.EndpointSettings;
import dev.warren.model.task.TaskDefaults;
import dev.warren.outbound.AddressRange;
import dev.warren.outbound.OutboundClient;
import dev.warren.outbound.OutboundLimits;
import dev.warren.outbound.OutboundRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes an endpoint of its settings, or says which of them is wrong. */
final class OpenEndpoint {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final String name;
    private final EndpointSettings settings;

    OpenEndpoint(String name, EndpointSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** @throws IllegalStateException naming the setting and what is wrong with it, never a secret */
    Endpoint open() {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalStateException("The name of an HTTP endpoint must match " + NAME + ", got '" + name + "'");
        }
        List<AddressRange> allowed = settings.allowPrivate().stream()
                .map(range -> checked("allow-private", () -> AddressRange.parse(range)))
                .toList();
        var rules = new OutboundRules(settings.allowHttp(), Set.of(), allowed);
        String url = url(rules);
        String token = settings.token() == null || settings.token().isEmpty() ? null : settings.token();
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw wrong("token", "must have no spaces and no characters but those of ASCII");
        }
        return new Endpoint(
                name, url, token, positive("timeout", settings.timeout()), new OutboundClient(rules, limits()));
    }

    private String url(OutboundRules rules) {
        URI uri = checked("url", () -> rules.require(settings.url()));
        if (uri.getRawQuery() != null) {
            throw wrong("url", "must hold no ?query, because paths are appended to it");
        }
        String url = uri.toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private OutboundLimits limits() {
        Duration silence = positive("silence-timeout", settings.silenceTimeout());
        Duration connect = positive("connect-timeout", settings.connectTimeout());
        if (settings.maxResponseSize().toBytes() < 1) {
            throw wrong("max-response-size", "must be above 0");
        }
        return new OutboundLimits(
                connect == null ? Duration.ZERO : connect,
                silence == null ? TaskDefaults.LONGEST_DURATION : silence,
                settings.maxResponseSize().toBytes());
    }

    private @Nullable Duration positive(String setting, @Nullable Duration duration) {
        if (duration != null && (!duration.isPositive() || duration.compareTo(TaskDefaults.LONGEST_DURATION) > 0)) {
            throw wrong(setting, "must be above 0 and at most " + TaskDefaults.LONGEST_DURATION + ", got " + duration);
        }
        return duration;
    }

    private <T> T checked(String setting, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(where(setting) + String.valueOf(e.getMessage()), e);
        }
    }

    private IllegalStateException wrong(String setting, String what) {
        return new IllegalStateException(where(setting) + what);
    }

    private String where(String setting) {
        return "warren.http-agents.endpoints." + name + "." + setting + ": ";
    }
}
