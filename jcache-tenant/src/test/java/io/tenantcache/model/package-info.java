/** Random operations on a cache and on a plain model of it, side by side; and on two nodes at once. */
@NullMarked
package io.tenantcache.model;

import org.jspecify.annotations.NullMarked;
