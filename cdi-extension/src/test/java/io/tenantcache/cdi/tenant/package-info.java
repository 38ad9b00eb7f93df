/** Tests of the sources of tenants. */
@NullMarked
package io.tenantcache.cdi.tenant;

import org.jspecify.annotations.NullMarked;
