/** An application that is refused. */
@NullMarked
package io.tenantcache.it.app.refused;

import org.jspecify.annotations.NullMarked;
