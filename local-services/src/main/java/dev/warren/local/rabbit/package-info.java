/** A real RabbitMQ: given, from a system tree, in Docker, installed, or from the distribution's packages. */
@NullMarked
package dev.warren.local.rabbit;

import org.jspecify.annotations.NullMarked;
