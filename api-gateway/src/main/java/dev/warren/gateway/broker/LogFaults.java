package dev.warren.gateway.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lost connection out of the error log of the client: whoever uses the connection sees it too, and says in one
 * line what follows from it.
 */
final class LogFaults extends ForgivingExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(LogFaults.class);

    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {
        log.debug("Connection {} broke", connection.getClientProvidedName(), exception);
    }
}
