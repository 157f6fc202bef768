/** The connections to RabbitMQ, and everything that gateways declare there. */
@NullMarked
package dev.warren.gateway.broker;

import org.jspecify.annotations.NullMarked;
