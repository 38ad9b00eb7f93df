/** Rate limits that all nodes share. */
@NullMarked
package io.tenantcache.ratelimit;

import org.jspecify.annotations.NullMarked;
