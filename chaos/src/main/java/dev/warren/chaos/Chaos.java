package dev.warren.chaos;

import dev.warren.chaos.agent.ChaosWorker;
import dev.warren.chaos.campaign.RunCampaign;
import java.util.Arrays;

/** The one program of this jar: {@code worker} runs the worker with the test agents, anything else is a campaign. */
public final class Chaos {

    private static final String WORKER = "worker";

    private Chaos() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(WORKER)) {
            ChaosWorker.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            System.exit(RunCampaign.run(arguments, System.getenv()));
        }
    }
}
