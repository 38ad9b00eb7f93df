/** The JSR-107 face: provider, manager and cache; and the one place that assembles the parts. */
@NullMarked
package io.tenantcache.jcache;

import org.jspecify.annotations.NullMarked;
