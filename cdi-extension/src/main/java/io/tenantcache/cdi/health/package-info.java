/** How the caches are, as a check of MicroProfile Health; linked only where the server has that API. */
@NullMarked
package io.tenantcache.cdi.health;

import org.jspecify.annotations.NullMarked;
