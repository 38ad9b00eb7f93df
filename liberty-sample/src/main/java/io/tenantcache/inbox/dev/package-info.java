/** What stands in for the surroundings of a real inbox while it is developed: its data, its identity provider, its Redis. */
@NullMarked
package io.tenantcache.inbox.dev;

import org.jspecify.annotations.NullMarked;
