/** The REST calls on tasks. */
@NullMarked
package dev.warren.gateway.tasks;

import org.jspecify.annotations.NullMarked;
