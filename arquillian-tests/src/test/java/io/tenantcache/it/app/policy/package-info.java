/** Caches with policies. */
@NullMarked
package io.tenantcache.it.app.policy;

import org.jspecify.annotations.NullMarked;
