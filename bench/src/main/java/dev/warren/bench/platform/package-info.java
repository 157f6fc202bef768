/** The servers, the gateway and the workers that are measured, and the ledger as its owner sees it. */
@NullMarked
package dev.warren.bench.platform;

import org.jspecify.annotations.NullMarked;
