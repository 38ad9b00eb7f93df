package io.tenantcache.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which interceptors stand around a method of {@link Inbox}, the server's own among them. */
@Path("interceptors")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class InterceptorResource {

    @Inject
    BeanManager beans;

    @GET
    @Path("{method}")
    public String of(@PathParam("method") String name) {
        Annotation[] bindings = Arrays.stream(Inbox.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .flatMap((Method method) -> Arrays.stream(method.getAnnotations()))
                .filter(annotation -> beans.isInterceptorBinding(annotation.annotationType()))
                .toArray(Annotation[]::new);
        return beans.resolveInterceptors(InterceptionType.AROUND_INVOKE, bindings).stream()
                .map((@Nullable Interceptor<?> interceptor) ->
                        interceptor == null ? "" : interceptor.getBeanClass().getName())
                .collect(Collectors.joining("\n"));
    }
}
