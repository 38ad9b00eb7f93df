/** The tenant on its way to other threads: what Jakarta Concurrency and MicroProfile Context Propagation load as services. */
@NullMarked
package io.tenantcache.cdi.context;

import org.jspecify.annotations.NullMarked;
