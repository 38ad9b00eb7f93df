/** Adapters of a few lines from CDI interceptors to the operations. */
@NullMarked
package io.tenantcache.cdi.interceptor;

import org.jspecify.annotations.NullMarked;
