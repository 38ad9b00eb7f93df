package io.tenantcache.testing;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node in a JVM of its own. It takes commands, one a line, as {@code verb tenant cache key value}, and answers each with a
 * line: the value, {@code -} for none, or {@code !} and the class of an exception.
 */
public final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private NodeProcess(Process process) {
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A node over that Redis, which is there and in use when this returns. */
    public static NodeProcess started(URI redis) {
        return started(NodeProcess.class, List.of(), redis.toString());
    }

    /** A node over that Redis with that journal. */
    public static NodeProcess started(URI redis, Path journal) {
        return started(NodeProcess.class, List.of(), redis.toString(), journal.toString());
    }

    /**
     * A JVM that {@linkplain #serve serves}.
     *
     * @param main the class whose main method it runs
     * @param first what stands on its class path before that of this JVM
     */
    public static NodeProcess started(Class<?> main, List<Path> first, String... arguments) {
        String classPath = Stream.concat(
                        first.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            NodeProcess node = new NodeProcess(process);
            if (!"ready".equals(node.answers.readLine())) {
                throw new IllegalStateException("The node did not start");
            }
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the node carry out a command. */
    public synchronized String tell(String... command) {
        try {
            commands.write(String.join(" ", command));
            commands.newLine();
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("The node is gone");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The node did not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The node's own main. */
    public static void main(String[] arguments) throws IOException {
        try (TenantCacheManager manager = new TenantCachingProvider()
                .open(URI.create("node"), NodeProcess.class.getClassLoader(), config(arguments), Optional::empty)) {
            if (arguments.length == 1) {
                Managers.connected(manager);
            }
            serve(command -> answer(manager, command));
        }
    }

    private static TenantCacheConfig config(String[] arguments) {
        URI redis = URI.create(arguments[0]);
        return arguments.length == 1
                ? Configs.patientOf(redis)
                : Configs.patient(redis)
                        .tenancy(Tenancy.PER_TENANT)
                        .redis(settings -> settings.journalFile(Path.of(arguments[1])))
                        .build();
    }

    /** What the main method of a node does: answers each command, until there are no more. */
    public static void serve(Function<List<String>, String> node) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(node.apply(List.of(line.split(" "))));
        }
    }

    private static String answer(TenantCacheManager manager, List<String> command) {
        try {
            return TenantContext.call(Tenant.of(command.get(1)), () -> carryOut(manager, command));
        } catch (Exception e) {
            return "!" + e.getClass().getName();
        }
    }

    private static String carryOut(TenantCacheManager manager, List<String> command) {
        TenantCache<String, String> cache = manager.getOrCreateCache(command.get(2));
        String key = command.size() > 3 ? command.get(3) : "";
        switch (command.get(0)) {
            case "get" -> {
                String value = cache.get(key);
                return value == null ? "-" : value;
            }
            case "put" -> cache.put(key, command.get(4));
            case "remove" -> cache.remove(key);
            case "invalidate-tag" -> manager.invalidate(Invalidation.ofTag(command.get(2), key));
            case "invalidate-tenant" -> manager.invalidate(Invalidation.ofTenant());
            case "clear" -> cache.clear();
            case "invalidate" -> manager.invalidate(Invalidation.ofCaches(List.of(command.get(2))));
            default -> throw new IllegalArgumentException(command.get(0));
        }
        return "done";
    }
}
