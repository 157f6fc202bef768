/** What waits for an operator, over REST: shown, replayed, discarded. */
@NullMarked
package dev.warren.gateway.deadletters;

import org.jspecify.annotations.NullMarked;
