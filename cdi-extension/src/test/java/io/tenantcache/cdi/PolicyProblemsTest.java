package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.EntryOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;

/** Mistakes in policies, tags and caches of exceptions. */
class PolicyProblemsTest {

    @SuppressWarnings("ArrayRecordComponent") // a tag of it is refused
    record Row(long id, Object anything, int[] numbers) {}

    static class Resolvers implements CacheResolverFactory {
        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            throw new UnsupportedOperationException();
        }
    }

    static class OfText implements ResultPolicy<String> {
        @Override
        public EntryOptions optionsOf(String value) {
            return EntryOptions.none();
        }
    }

    static class NotConstructible implements ResultPolicy<Row> {
        NotConstructible(String ignored) {}

        @Override
        public EntryOptions optionsOf(Row value) {
            return EntryOptions.none();
        }
    }

    @ApplicationScoped
    static class Failures {
        @CacheResult(cacheName = "a", nonCachedExceptions = IllegalStateException.class)
        String nowhere(long id) {
            return "";
        }

        @CacheResult(cacheName = "b", exceptionCacheName = "b")
        String itsOwn(long id) {
            return "";
        }

        @CacheResult(cacheName = "c", exceptionCacheName = "puts")
        String another(long id) {
            return "";
        }

        @CachePut(cacheName = "puts")
        void put(@CacheKey long id, @CacheValue String value) {}

        @CacheResult(cacheName = "d", exceptionCacheName = " ")
        String nameless(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class SharedFailures {
        @CacheResult(cacheName = "a", exceptionCacheName = "failures")
        String one(long id) {
            return "";
        }

        @CacheResult(cacheName = "b", exceptionCacheName = "failures")
        String other(Long id) {
            return "";
        }

        @CacheResult(cacheName = "a", exceptionCacheName = "failures", skipGet = true)
        String sameCache(long id) {
            return "";
        }

        @CacheResult(cacheName = "c", exceptionCacheName = "failures")
        String otherKeys(String id) {
            return "";
        }

        @CacheResult(cacheName = "d", exceptionCacheName = "failures", cacheKeyGenerator = MethodKeyGenerator.class)
        String ownKeys(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class Policies {
        @CacheResult(cacheName = "a")
        @CachePolicy(ttl = "5s")
        String one(long id) {
            return "";
        }

        @CacheResult(cacheName = "a")
        @CachePolicy(ttl = "6s")
        String other(String id) {
            return "";
        }

        @CacheResult(cacheName = "b")
        @CachePolicy(ttl = "soon")
        String malformed(long id) {
            return "";
        }

        @CacheRemove(cacheName = "b")
        @CachePolicy(ttl = "5s")
        void removes(long id) {}

        @CachePolicy(ttl = "5s")
        void nothing(long id) {}

        @CacheResult(cacheName = "c", cacheResolverFactory = Resolvers.class)
        @CachePolicy(ttl = "5s")
        String chosen(long id) {
            return "";
        }

        @CacheResult(cacheName = "d")
        @CachePolicy(result = OfText.class)
        Row row(long id) {
            return new Row(id, "", new int[0]);
        }

        @CachePut(cacheName = "e")
        @CachePolicy(result = NotConstructible.class)
        void put(@CacheKey long id, @CacheValue Row row) {}
    }

    @ApplicationScoped
    @CachePolicy(ttl = "5s")
    static class UnusedPolicy {
        @CacheRemove(cacheName = "a")
        void remove(long id) {}
    }

    @ApplicationScoped
    static class Tags {
        @CacheTag("a")
        void nothing(long id) {}

        @CacheRemoveAll(cacheName = "a")
        @CacheTag("a")
        void all() {}

        @CacheResult(cacheName = "a")
        @CacheTag(" ")
        @CacheTag("a{")
        @CacheTag("a}")
        @CacheTag("{}")
        @CacheTag("{i d}")
        @CacheTag("{key}")
        @CacheTag("{1}")
        @CacheTag("{result.name}")
        @CacheTag("{result.numbers}")
        @CacheTag("{result.anything}")
        @CacheTag("{result.id}, {id} and {0}")
        Row find(long id) {
            return new Row(id, "", new int[0]);
        }

        @CacheResult(cacheName = "b")
        @CacheTag("{result}")
        List<String> list(long id) {
            return List.of();
        }

        @CacheRemove(cacheName = "a")
        @CacheTag("{result.id}")
        Row remove(long id) {
            return new Row(id, "", new int[0]);
        }
    }

    private static void assertRefused(Class<?> bean, String... texts) {
        assertThatThrownBy(() -> Application.of(bean).close()).hasMessageContainingAll(texts);
    }

    @Test
    void failures() {
        assertRefused(
                Failures.class,
                "for 4 reasons:",
                "TC-116 @CacheResult " + Failures.class.getName() + ".nowhere(long)",
                "TC-117 @CacheResult " + Failures.class.getName()
                        + ".itsOwn(long) keeps what it throws in the cache 'b'",
                "TC-117 @CacheResult " + Failures.class.getName() + ".another(long)",
                "TC-106 @CacheResult " + Failures.class.getName() + ".nameless(long)");
    }

    @Test
    void sharedFailures() {
        assertRefused(
                SharedFailures.class,
                "for 2 reasons:",
                "TC-124 @CacheResult " + SharedFailures.class.getName(),
                ".other(java.lang.Long)",
                "would throw each other's exceptions, from the cache 'failures'");
    }

    @Test
    void policies() {
        String bean = Policies.class.getName();
        assertRefused(
                Policies.class,
                "for 7 reasons:",
                "TC-118 @CacheResult " + bean,
                "have different policies for the cache 'a'",
                "TC-002 tenantcache.caches.b.remote.ttl (@CachePolicy(ttl) of @CacheResult " + bean
                        + ".malformed(long)): 'soon' is neither a duration nor the name of a preset.",
                "TC-119 " + bean + ".removes(long)",
                "TC-119 " + bean + ".nothing(long)",
                "TC-123 @CacheResult " + bean + ".chosen(long)",
                "TC-122 @CacheResult " + bean + ".row(long)",
                OfText.class.getName(),
                "TC-113 @CachePut " + bean + ".put(",
                NotConstructible.class.getName());
    }

    @Test
    void policy_ofAClassThatStoresNothing() {
        assertRefused(UnusedPolicy.class, "for one reason:", "TC-119 " + UnusedPolicy.class.getName());
    }

    @Test
    void tags() {
        String bean = Tags.class.getName();
        assertRefused(
                Tags.class,
                "for 14 reasons:",
                "TC-120 " + bean + ".nothing(long)",
                "TC-120 @CacheRemoveAll " + bean + ".all()",
                "has the tag \" \", which is blank",
                "has the tag \"a{\", which has a { without its }",
                "has the tag \"a}\", which has a } without its {",
                "has the tag \"{}\", which has braces around",
                "has the tag \"{i d}\", which has braces around",
                "has the tag \"{key}\", which names 'key', which is no parameter",
                "has the tag \"{1}\", which names parameter 1 of 1",
                "has the tag \"{result.name}\", which asks for the property 'name' that " + Row.class.getName(),
                "has the tag \"{result.numbers}\", which takes a int[]",
                "has the tag \"{result.anything}\", which takes a java.lang.Object",
                "@CacheResult " + bean + ".list(long) has the tag \"{result}\", which takes a java.util.List",
                "@CacheRemove " + bean + ".remove(long) has the tag \"{result.id}\", which asks for the result");
    }
}
