package io.tenantcache.codec;

/** What Jazzer calls, which finds its inputs by the branches they take. It knows the methods by their names. */
public final class DecodingFuzz {

    private static DecodingTarget target = DecodingTarget.ENVELOPE;

    private DecodingFuzz() {}

    /** Takes the name of a {@link DecodingTarget}. */
    public static void fuzzerInitialize(String[] arguments) {
        target = DecodingTarget.valueOf(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        target.check(input);
    }
}
