/** Tests of the running inbox, over HTTP and in a browser. */
@NullMarked
package io.tenantcache.inbox;

import org.jspecify.annotations.NullMarked;
