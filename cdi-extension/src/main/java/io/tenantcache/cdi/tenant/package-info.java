/** Where the tenant of a request comes from. */
@NullMarked
package io.tenantcache.cdi.tenant;

import org.jspecify.annotations.NullMarked;
