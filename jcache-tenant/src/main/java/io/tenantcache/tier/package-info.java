/** The read, write, load and invalidate paths through near tier, remote tier and source. */
@NullMarked
package io.tenantcache.tier;

import org.jspecify.annotations.NullMarked;
