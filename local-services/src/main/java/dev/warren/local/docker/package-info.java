/** Servers as containers: whether a Docker engine answers here, and the life of one container. */
@NullMarked
package dev.warren.local.docker;

import org.jspecify.annotations.NullMarked;
