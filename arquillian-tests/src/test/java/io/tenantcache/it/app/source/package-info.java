/** Resources in whose paths tenants stand. */
@NullMarked
package io.tenantcache.it.app.source;

import org.jspecify.annotations.NullMarked;
