/** A table in the server's default database, behind a cache. */
@NullMarked
package io.tenantcache.it.app.ledger;

import org.jspecify.annotations.NullMarked;
