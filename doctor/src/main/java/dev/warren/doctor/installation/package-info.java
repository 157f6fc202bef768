/** What is examined: the local cluster, or an installation that is given by its addresses. */
@NullMarked
package dev.warren.doctor.installation;

import org.jspecify.annotations.NullMarked;
