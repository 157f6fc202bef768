/** A real Postgres: given, in Docker, installed, or from the binaries on the class path. */
@NullMarked
package dev.warren.local.postgres;

import org.jspecify.annotations.NullMarked;
