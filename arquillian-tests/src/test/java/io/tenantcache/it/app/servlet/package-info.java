/** An application of a servlet alone, for a server without REST. */
@NullMarked
package io.tenantcache.it.app.servlet;

import org.jspecify.annotations.NullMarked;
