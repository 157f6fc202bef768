/** What the tests of all modules share: the servers they run on, fixtures and asserts. */
@NullMarked
package dev.warren.test;

import org.jspecify.annotations.NullMarked;
