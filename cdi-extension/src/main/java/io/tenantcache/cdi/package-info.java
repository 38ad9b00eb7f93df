/** What an application says with annotations, beyond those of {@code javax.cache.annotation}. */
@NullMarked
package io.tenantcache.cdi;

import org.jspecify.annotations.NullMarked;
