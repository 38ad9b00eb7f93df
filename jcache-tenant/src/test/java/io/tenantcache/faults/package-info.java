/**
 * The proof that the cache keeps its promises while everything around it fails: several JVMs over one Redis work at random
 * while their connections are cut, delayed and reset and Redis is killed, paused and emptied; what they saw is recorded, and
 * checked against a source whose every change is known.
 */
@NullMarked
package io.tenantcache.faults;

import org.jspecify.annotations.NullMarked;
