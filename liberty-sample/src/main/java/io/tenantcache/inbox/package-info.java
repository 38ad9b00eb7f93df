/** The inbox: what it stores, and the services that read and change it for the tenant of the request. */
@NullMarked
package io.tenantcache.inbox;

import org.jspecify.annotations.NullMarked;
