package io.tenantcache.inbox.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** All that is below {@code /api}; callers show a MicroProfile JWT. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/api")
public class InboxApplication extends Application {}
