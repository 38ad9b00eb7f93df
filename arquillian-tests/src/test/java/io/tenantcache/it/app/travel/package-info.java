/** Work in other threads. */
@NullMarked
package io.tenantcache.it.app.travel;

import org.jspecify.annotations.NullMarked;
