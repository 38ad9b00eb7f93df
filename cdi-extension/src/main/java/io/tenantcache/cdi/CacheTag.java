package io.tenantcache.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A tag. A method with {@code @CacheResult} or {@code @CachePut} gives it to the entry that it stores; one with
 * {@code @CacheRemove} outdates all entries of its cache that bear it, in the same step as its key:
 *
 * <pre>{@code
 * @CacheResult(cacheName = "messages")
 * @CacheTag("conversation:{conversationId}")
 * List<Message> page(long conversationId, int page)
 *
 * @CacheRemove(cacheName = "messages")
 * @CacheTag("conversation:{conversationId}")
 * void send(long conversationId, String text)
 * }</pre>
 *
 * <p>Between braces stands a parameter, by its name (if the application is compiled with {@code -parameters}) or its position from 0,
 * or {@code result}, the value that is stored; then, after a dot each, properties of it: a component of a record, a getter, or
 * a field. Where one of these is null, or an empty {@code Optional}, there is no such tag. A tag that cannot be made so is a
 * problem of the deployment, as is one on any other method.
 *
 * <p>What the configuration says of the cache by its name counts instead: {@code tenantcache.caches.<name>.tags} of entries that
 * are stored, {@code tenantcache.caches.<name>.remove-tags} of {@code @CacheRemove}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(CacheTag.Several.class)
public @interface CacheTag {

    /** The tag, or the template of one. */
    String value();

    /** Several tags of one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Several {

        /** The tags. */
        CacheTag[] value();
    }
}
