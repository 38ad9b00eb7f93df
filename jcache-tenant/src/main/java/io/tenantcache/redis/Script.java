package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that Redis runs atomically.
 *
 * @param text the script, the shared prelude included
 * @param sha1 the digest by which Redis knows it
 */
record Script(String text, String sha1) {

    static final Script READ = load("read");
    static final Script WRITE = load("write");
    static final Script INVALIDATE = load("invalidate");

    private static Script load(String name) {
        String text = resource("prelude.lua") + "\n" + resource(name + ".lua");
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
