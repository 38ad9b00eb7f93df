/** What the caching annotations mean: metadata of the methods, keys, and the operations. Free of CDI. */
@NullMarked
package io.tenantcache.cdi.operation;

import org.jspecify.annotations.NullMarked;
