/** Registers beans and interceptors and validates the deployment. Holds no behaviour of the cache. */
@NullMarked
package io.tenantcache.cdi.extension;

import org.jspecify.annotations.NullMarked;
