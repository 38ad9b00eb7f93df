package io.tenantcache.it.app;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** Where the resources are. */
@ApplicationScoped // else Payara does not see what stands on it: only beans are found here
@DeclareRoles({"user", "reader"})
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/api")
public class Api extends Application {}
