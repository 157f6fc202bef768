package dev.warren.gateway;

import dev.warren.model.fault.Failpoint;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the gateway. */
@SpringBootApplication
public class GatewayApplication {

    public static void main(String[] args) {
        Failpoint.announce(LoggerFactory.getLogger(GatewayApplication.class)::error);
        SpringApplication.run(GatewayApplication.class, args);
    }
}
