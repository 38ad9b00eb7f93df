/** Tests of the stand-ins, without a server. */
@NullMarked
package io.tenantcache.inbox.dev;

import org.jspecify.annotations.NullMarked;
