/** What is not found, what fails, and who hears of invalidations. */
@NullMarked
package io.tenantcache.it.app.lookup;

import org.jspecify.annotations.NullMarked;
