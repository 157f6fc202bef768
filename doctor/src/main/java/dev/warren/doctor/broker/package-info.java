/** Checks of RabbitMQ, over AMQP and by its management API, by itself and against the ledger. */
@NullMarked
package dev.warren.doctor.broker;

import org.jspecify.annotations.NullMarked;
