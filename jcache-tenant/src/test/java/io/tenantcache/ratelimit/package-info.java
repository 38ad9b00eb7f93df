/** Tests of the rate limits. */
@NullMarked
package io.tenantcache.ratelimit;

import org.jspecify.annotations.NullMarked;
