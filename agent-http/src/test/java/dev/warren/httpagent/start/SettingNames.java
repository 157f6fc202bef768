package dev.warren.httpagent.start;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** The settings as a configuration file spells them. */
public final class SettingNames {

    private SettingNames() {}

    /** Behind the endpoint's name. */
    public static List<String> ofAnEndpoint() {
        return Stream.of(HttpAgentsSettings.EndpointSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))
                .toList();
    }
}
