package dev.warren.local;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts both servers, says their process ids in one line, and waits to be killed. */
final class ServersOwner {

    private ServersOwner() {}

    /** @param arguments the directory to keep state in; none for temporary ones */
    public static void main(String[] arguments) throws IOException {
        var options = (arguments.length == 0
                        ? ServiceOptions.temporary()
                        : ServiceOptions.keptIn(Path.of(arguments[0])))
                .withEnvironment(GivenAddresses.removed());
        var postgres = LocalServices.postgres(options);
        var rabbit = LocalServices.rabbit(options);
        System.out.println(postgres.pid().getAsLong() + " " + rabbit.pid().getAsLong());
        if (System.in.read() < 0) {
            System.exit(0);
        }
    }
}
