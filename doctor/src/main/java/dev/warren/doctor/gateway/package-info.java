/** Checks of gateways, processes and clocks, over HTTP. */
@NullMarked
package dev.warren.doctor.gateway;

import org.jspecify.annotations.NullMarked;
