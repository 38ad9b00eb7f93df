@NullMarked
package io.tenantcache.cdi.ratelimit;

import org.jspecify.annotations.NullMarked;
