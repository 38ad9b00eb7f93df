package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;

/** Inherits the annotated default method of an interface, which is what is called. */
@ApplicationScoped
public class DefaultingSource implements DefaultSource {}
