package io.tenantcache.it.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** Where the resources are. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/api")
public class Api extends Application {}
