/**
 * The proof that the atomic operations are linearizable per key across nodes: what threads of several JVMs asked and were
 * answered is recorded, and searched for an order in which a cache that does one thing after the other answers the same.
 */
@NullMarked
package io.tenantcache.linearizability;

import org.jspecify.annotations.NullMarked;
