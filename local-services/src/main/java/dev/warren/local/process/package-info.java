/** What a private server is made of: its directory, its processes and who ends them, free ports, and the choice of a way. */
@NullMarked
package dev.warren.local.process;

import org.jspecify.annotations.NullMarked;
