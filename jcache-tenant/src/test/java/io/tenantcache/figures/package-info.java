/** What docs/reliability.md promises in figures: each test prints its own, and fails if the promise is not kept. */
@NullMarked
package io.tenantcache.figures;

import org.jspecify.annotations.NullMarked;
