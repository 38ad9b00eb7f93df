/** Resources whose calls are limited. */
@NullMarked
package io.tenantcache.it.app.limit;

import org.jspecify.annotations.NullMarked;
