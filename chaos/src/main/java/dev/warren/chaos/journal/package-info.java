/** The append-only files of the clients and of the test agents. */
@NullMarked
package dev.warren.chaos.journal;

import org.jspecify.annotations.NullMarked;
