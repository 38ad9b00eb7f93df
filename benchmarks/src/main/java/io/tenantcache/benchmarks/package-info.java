/** Comparisons with peers, side by side in one run; never deployed. */
@NullMarked
package io.tenantcache.benchmarks;

import org.jspecify.annotations.NullMarked;
