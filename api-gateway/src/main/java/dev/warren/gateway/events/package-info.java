/** Tasks that ended, told from whoever ended them to the gateways whose callers wait. */
@NullMarked
package dev.warren.gateway.events;

import org.jspecify.annotations.NullMarked;
