package dev.warren.local.rabbit;

import dev.warren.local.process.FreePorts;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.StartRequest;

/** The five ports of a private node, in a row from the one that speaks AMQP. */
record NodePorts(int amqp) {

    private static final int COUNT = 5;

    static NodePorts of(StartRequest request) {
        var ports = new NodePorts(FreePorts.remembered(request, COUNT));
        ServerDirectory directory = request.directory();
        directory.remember("management-port", String.valueOf(ports.management()));
        directory.remember("prometheus-port", String.valueOf(ports.prometheus()));
        return ports;
    }

    int distribution() {
        return amqp + 1;
    }

    int management() {
        return amqp + 2;
    }

    int prometheus() {
        return amqp + 3;
    }

    int epmd() {
        return amqp + 4;
    }
}
