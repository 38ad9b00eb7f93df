/** The remote tier: the only importer of Redisson. Its Lua scripts lie beside it as resources. */
@NullMarked
package io.tenantcache.redis;

import org.jspecify.annotations.NullMarked;
