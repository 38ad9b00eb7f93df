/** What an application says with annotations beyond those of {@code javax.cache.annotation}, and the beans and events that it gets. */
@NullMarked
package io.tenantcache.cdi;

import org.jspecify.annotations.NullMarked;
