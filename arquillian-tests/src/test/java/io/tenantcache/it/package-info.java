/** The same tests on every supported server: they speak HTTP to an application that is deployed as users deploy theirs. */
@NullMarked
package io.tenantcache.it;

import org.jspecify.annotations.NullMarked;
