/** Methods on which other interceptors stand beside the cache's. */
@NullMarked
package io.tenantcache.it.app.order;

import org.jspecify.annotations.NullMarked;
