/** What the caches do, as metrics of MicroProfile Metrics; linked only where the server has that API. */
@NullMarked
package io.tenantcache.cdi.metrics;

import org.jspecify.annotations.NullMarked;
