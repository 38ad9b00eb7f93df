/** The application that is deployed. */
@NullMarked
package io.tenantcache.it.app;

import org.jspecify.annotations.NullMarked;
