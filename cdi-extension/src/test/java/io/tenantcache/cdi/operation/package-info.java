@NullMarked
package io.tenantcache.cdi.operation;

import org.jspecify.annotations.NullMarked;
