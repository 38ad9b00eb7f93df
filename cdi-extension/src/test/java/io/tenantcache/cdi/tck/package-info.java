/** The container in which the annotation tests of the JSR-107 TCK run. */
@NullMarked
package io.tenantcache.cdi.tck;

import org.jspecify.annotations.NullMarked;
