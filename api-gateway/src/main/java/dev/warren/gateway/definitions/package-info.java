/** What agents that are declared as data may say, read strictly and kept in one normal form. */
@NullMarked
package dev.warren.gateway.definitions;

import org.jspecify.annotations.NullMarked;
