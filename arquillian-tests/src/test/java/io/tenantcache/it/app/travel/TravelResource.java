package io.tenantcache.it.app.travel;

import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.TenantCarrier;
import io.tenantcache.it.app.Inbox;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads a conversation in another thread, which is reached in one of several ways. */
@Path("travel/{way}/{id}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@SuppressWarnings("NullAway.Init") // the container sets the resources
public class TravelResource {

    @Inject
    Inbox inbox;

    @Inject
    TenantCarrier carrier;

    @Inject
    Asynchronously asynchronously;

    @Inject
    Event<Asked> events;

    @Resource
    ManagedExecutorService defaultExecutor;

    @Resource(lookup = Executors.EXECUTOR)
    ManagedExecutorService executor;

    @Resource(lookup = Executors.CLEARED_EXECUTOR)
    ManagedExecutorService clearedExecutor;

    @Resource(lookup = Executors.CONTEXT)
    ContextService contextService;

    @GET
    public String read(@PathParam("way") String way, @PathParam("id") String id) throws Exception {
        try {
            return answer(way, id).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw missingTenant(failed);
        }
    }

    private Future<String> answer(String way, String id) throws Exception {
        Callable<String> task = () -> inbox.conversation(id).reading();
        return switch (way) {
            case "default-executor" -> defaultExecutor.submit(task);
            case "default-executor-carried" -> defaultExecutor.submit(carrier.wrap(task));
            case "executor" -> executor.submit(task);
            case "cleared-executor" -> clearedExecutor.submit(task);
            case "cleared-executor-carried" -> clearedExecutor.submit(carrier.wrap(task));
            case "context-service" -> onPlainThread(contextService.contextualCallable(task));
            case "plain-thread" -> onPlainThread(task);
            case "asynchronous" -> asynchronously.reading(id);
            case "asynchronous-cleared" -> asynchronously.readingWithoutTenant(id);
            case "event" -> {
                Asked event = new Asked(id, new CompletableFuture<>());
                events.fireAsync(event);
                yield event.reading();
            }
            case "event-carried" -> {
                Asked event = new Asked(id, new CompletableFuture<>());
                events.fireAsync(event, NotificationOptions.ofExecutor(carrier.wrap(defaultExecutor)));
                yield event.reading();
            }
            default -> throw new NotFoundException();
        };
    }

    private static Future<String> onPlainThread(Callable<String> task) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(task.call());
            } catch (Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
        thread.start();
        return answer;
    }

    private static Exception missingTenant(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof CompletionException completion && completion.getCause() != null) {
            cause = completion.getCause();
        }
        return cause instanceof TenantRequiredException missing ? missing : failed;
    }
}
