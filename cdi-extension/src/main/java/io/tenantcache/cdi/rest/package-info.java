/** What REST resources answer, where the server has Jakarta REST. */
@NullMarked
package io.tenantcache.cdi.rest;

import org.jspecify.annotations.NullMarked;
