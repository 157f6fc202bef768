/** The way in: a real RabbitMQ and a real Postgres for laptops and tests, without Docker where there is none. */
@NullMarked
package dev.warren.local;

import org.jspecify.annotations.NullMarked;
