/** The transactions of Jakarta Transactions. Loaded only where the server has that API. */
@NullMarked
package io.tenantcache.cdi.transaction;

import org.jspecify.annotations.NullMarked;
