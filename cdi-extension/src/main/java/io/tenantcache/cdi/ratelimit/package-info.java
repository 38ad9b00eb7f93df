/** Rate limits of methods: who calls, what is asked, what is told of the answer. */
@NullMarked
package io.tenantcache.cdi.ratelimit;

import org.jspecify.annotations.NullMarked;
