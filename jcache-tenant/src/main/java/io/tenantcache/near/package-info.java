/** The near tier, in this JVM: the only importer of Caffeine. */
@NullMarked
package io.tenantcache.near;

import org.jspecify.annotations.NullMarked;
