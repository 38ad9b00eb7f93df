/** Values, keys and the entry envelope to bytes and back. */
@NullMarked
package io.tenantcache.codec;

import org.jspecify.annotations.NullMarked;
