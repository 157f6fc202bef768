/** A TCP proxy that stands on one link and spoils it in the ways in which networks do. */
@NullMarked
package dev.warren.chaos.proxy;

import org.jspecify.annotations.NullMarked;
