/** The door: REST, publishing, the sweeper, waiting callers. */
@NullMarked
package dev.warren.gateway;

import org.jspecify.annotations.NullMarked;
