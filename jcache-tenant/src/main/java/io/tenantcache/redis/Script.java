package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A Lua script that Redis runs atomically.
 *
 * @param text the script, the parts that it shares with others included
 * @param sha1 the digest by which Redis knows it
 */
record Script(String text, String sha1) {

    static final Script READ = load("prelude", "read");
    static final Script WRITE = load("prelude", "changes", "write");
    static final Script BEAT = load("beat");
    static final Script HISTORY = load("history");
    static final Script INVALIDATE = load("prelude", "changes", "invalidate");
    static final Script RELEASE = load("prelude", "changes", "release");
    static final Script RENEW = load("renew");
    static final Script CHANGED = load("prelude", "changed");
    static final Script LIMIT = load("limit");
    static final Script REFUND = load("refund");

    private static Script load(String... names) {
        String text = Arrays.stream(names).map(name -> resource(name + ".lua")).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(US_ASCII));
            return new Script(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource io/tenantcache/redis/" + name + " is missing");
            }
            return new String(in.readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
