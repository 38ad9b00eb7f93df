package io.tenantcache.it;

import static org.awaitility.Awaitility.await;

import io.tenantcache.it.app.Api;
import io.tenantcache.it.app.ledger.Account;
import io.tenantcache.it.app.ledger.LedgerResource;
import io.tenantcache.it.app.limit.LimitedResource;
import io.tenantcache.it.app.lookup.LookupResource;
import io.tenantcache.it.app.order.ReportResource;
import io.tenantcache.it.app.shapes.ShapeResource;
import io.tenantcache.it.app.travel.TravelResource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** A deployed application, spoken to over HTTP. */
final class Node {

    /** Not HTTP/2, which it would ask the server for: over a plain connection that stopped reading under load. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CONFIGURATION = """
            tenantcache.tenant.sources=bean,token,header
            tenantcache.cascade.conversations=dashboard-stats
            """;

    private static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="ledger" transaction-type="JTA">
                <jta-data-source>java:comp/DefaultDataSource</jta-data-source>
                <class>%s</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <shared-cache-mode>NONE</shared-cache-mode>
              </persistence-unit>
            </persistence>
            """.formatted(Account.class.getName());

    private final URI root;

    private Node(URI root) {
        this.root = root;
    }

    /** The application of that name on a server of this machine, which need not be deployed yet. */
    static Node named(String name, int port) {
        return new Node(URI.create("http://127.0.0.1:" + port + "/" + name + "/"));
    }

    /** The same on the Open Liberty that Arquillian manages. */
    static Node onLiberty(String name) {
        return named(name, Integer.getInteger("server.http.port"));
    }

    /** The application as a user would package it: both jars and what they need in WEB-INF/lib. */
    static WebArchive archive(String name) {
        return archive(name, "tenantcache.redis.address=" + Redis.shared().address() + "\n");
    }

    /** The same without Redis. */
    static WebArchive memoryOnlyArchive(String name) {
        return archive(name, "");
    }

    /** An application of that package alone, without a configuration. */
    static WebArchive bareArchive(String name, Package classes) {
        File[] jars = Objects.requireNonNull(new File(System.getProperty("war.lib")).listFiles(), "no war.lib");
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addPackage(classes)
                .addAsLibraries(jars)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    /** The application with settings of its own, which count before the others', and without Redis unless they name it. */
    static WebArchive archive(String name, String settings) {
        return bareArchive(name, Api.class.getPackage())
                .addPackages(
                        false,
                        ShapeResource.class.getPackage(),
                        ReportResource.class.getPackage(),
                        TravelResource.class.getPackage(),
                        LedgerResource.class.getPackage(),
                        LimitedResource.class.getPackage(),
                        LookupResource.class.getPackage())
                .addAsResource(
                        new StringAsset(
                                CONFIGURATION + settings + Issuer.shared().configuration()),
                        "META-INF/microprofile-config.properties")
                .addAsResource(new StringAsset(PERSISTENCE), "META-INF/persistence.xml");
    }

    String get(String path, String tenant) {
        return ok(response(path, tenant));
    }

    HttpResponse<String> response(String path, String tenant) {
        return send(request(path, tenant).GET());
    }

    String put(String path, String tenant, String body) {
        return ok(send(request(path, tenant).PUT(BodyPublishers.ofString(body))));
    }

    void delete(String path, String tenant) {
        ok(send(request(path, tenant).DELETE()));
    }

    /** A read by a caller whose tenant stands in a token. */
    String getWithToken(String path, String tenant) {
        return ok(responseToToken(path, tenant, "user"));
    }

    /** The same, in that role. */
    HttpResponse<String> responseToToken(String path, String tenant, String role) {
        return send(request(path, null)
                .header("Authorization", "Bearer " + Issuer.shared().token(tenant, role))
                .GET());
    }

    /** The same, of a caller of that name. */
    HttpResponse<String> responseToCaller(String path, String name) {
        String token = Issuer.shared().tokenOf(name, "user", "nobody's");
        return send(
                request(path, null).header("Authorization", "Bearer " + token).GET());
    }

    /** A read of what the client takes for that host. */
    HttpResponse<String> responseOfHost(String host, String path) {
        return send(request(path, null).header("Host", host).GET());
    }

    /** A read by a client of whom a proxy has told that. */
    HttpResponse<String> responseTo(String forwardedFor, String path) {
        return send(request(path, null).header("X-Forwarded-For", forwardedFor).GET());
    }

    /** What the server itself answers at that path, which begins at its root. */
    HttpResponse<String> ofServer(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path))
                .header("Accept", "*/*")
                .GET());
    }

    HttpResponse<String> getWithoutTenant(String path) {
        return send(request(path, null).GET());
    }

    /** Waits until Redis holds something that this application read: a server that has just started may be too slow at first. */
    void awaitRedis() {
        long keys = Redis.shared().keys();
        await().atMost(PATIENCE).until(() -> {
            get("conversations/1", "hooli " + UUID.randomUUID());
            return Redis.shared().keys() > keys;
        });
    }

    /** A read of something that is no resource of the API. */
    String page(String path) {
        return ok(pageResponse(path));
    }

    HttpResponse<String> pageResponse(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    void deletePage(String path) {
        ok(send(HttpRequest.newBuilder(root.resolve(path)).DELETE()));
    }

    private HttpRequest.Builder request(String path, @Nullable String tenant) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve("api/" + path));
        return tenant == null ? request : request.header("X-Tenant-Id", tenant);
    }

    private static String ok(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(response + ": " + response.body());
        }
        return response.body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
