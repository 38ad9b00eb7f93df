/** The inbox over HTTP. */
@NullMarked
package io.tenantcache.inbox.rest;

import org.jspecify.annotations.NullMarked;
