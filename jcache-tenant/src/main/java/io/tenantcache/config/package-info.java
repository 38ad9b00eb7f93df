/** Immutable configuration, grouped by tier and validated as a whole. */
@NullMarked
package io.tenantcache.config;

import org.jspecify.annotations.NullMarked;
