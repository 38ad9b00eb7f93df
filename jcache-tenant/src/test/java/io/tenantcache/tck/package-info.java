/** What runs beside the JSR-107 TCK; the tests themselves come in its own jar. */
@NullMarked
package io.tenantcache.tck;

import org.jspecify.annotations.NullMarked;
