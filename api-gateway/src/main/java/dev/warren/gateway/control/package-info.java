/** Orders to workers over the broker. */
@NullMarked
package dev.warren.gateway.control;

import org.jspecify.annotations.NullMarked;
