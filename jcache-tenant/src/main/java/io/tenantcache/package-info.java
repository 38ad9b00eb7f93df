/** What an application of TenantCache sees: the tenant, its context, the cache and what can go wrong. */
@NullMarked
package io.tenantcache;

import org.jspecify.annotations.NullMarked;
