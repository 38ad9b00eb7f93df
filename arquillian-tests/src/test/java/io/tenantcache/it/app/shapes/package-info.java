/** Where caching annotations may stand. */
@NullMarked
package io.tenantcache.it.app.shapes;

import org.jspecify.annotations.NullMarked;
