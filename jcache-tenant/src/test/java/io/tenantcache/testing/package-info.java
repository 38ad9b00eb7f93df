/** What the tests of several packages share: a real Redis, further nodes in processes of their own, and random input. */
@NullMarked
package io.tenantcache.testing;

import org.jspecify.annotations.NullMarked;
