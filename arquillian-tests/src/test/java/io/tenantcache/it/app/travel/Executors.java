package io.tenantcache.it.app.travel;

import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/** Where work is given to: with the tenant among what travels, and with the tenant among what does not. */
@ContextServiceDefinition(
        name = Executors.CONTEXT,
        propagated = {"TenantContext", ContextServiceDefinition.APPLICATION},
        cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = Executors.EXECUTOR, context = Executors.CONTEXT)
@ContextServiceDefinition(
        name = Executors.CLEARED_CONTEXT,
        propagated = ContextServiceDefinition.APPLICATION,
        cleared = {"TenantContext", ContextServiceDefinition.ALL_REMAINING})
@ManagedExecutorDefinition(name = Executors.CLEARED_EXECUTOR, context = Executors.CLEARED_CONTEXT)
@ApplicationScoped
public class Executors {

    static final String CONTEXT = "java:app/concurrent/TenantContextService";
    static final String EXECUTOR = "java:app/concurrent/TenantExecutor";
    static final String CLEARED_CONTEXT = "java:app/concurrent/ClearedContextService";
    static final String CLEARED_EXECUTOR = "java:app/concurrent/ClearedExecutor";
}
