package dev.warren.gateway.events;

import dev.warren.gateway.broker.BrokerConnections;
import dev.warren.gateway.wait.WaitingCallers;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events wake the callers who wait, and the sweeper. */
@Configuration(proxyBeanMethods = false)
class EventsWiring {

    @Bean
    ReceiveEvents receiveEvents(
            BrokerConnections connections, WaitingCallers callers, ApplicationEventPublisher events) {
        return new ReceiveEvents(connections, callers::ended, events::publishEvent);
    }
}
