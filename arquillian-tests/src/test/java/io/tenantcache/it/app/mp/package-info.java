/** What needs MicroProfile Context Propagation, which only some servers have. */
@NullMarked
package io.tenantcache.it.app.mp;

import org.jspecify.annotations.NullMarked;
