/** What the documents say about the code, compared with it. */
@NullMarked
package dev.warren.platform.docs;

import org.jspecify.annotations.NullMarked;
