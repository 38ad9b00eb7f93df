/**
 * The ports: what the tiers ask of each other. A tenant stands in the signature of every method that touches entries.
 */
@NullMarked
package io.tenantcache.store;

import org.jspecify.annotations.NullMarked;
