/** The local cluster: one process that starts RabbitMQ, Postgres, gateways and workers, watches them and stops them in order. */
@NullMarked
package dev.warren.local.cluster;

import org.jspecify.annotations.NullMarked;
