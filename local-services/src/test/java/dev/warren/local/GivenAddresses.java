package dev.warren.local;

import java.util.HashMap;
import java.util.Map;

/** The environment of these tests without the addresses of servers that are not ours to kill. */
final class GivenAddresses {

    private GivenAddresses() {}

    static Map<String, String> removed() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("WARREN_POSTGRES_URL");
        environment.remove("WARREN_RABBITMQ_URI");
        return environment;
    }
}
