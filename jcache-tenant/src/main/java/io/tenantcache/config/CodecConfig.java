package io.tenantcache.config;

import java.io.Serializable;

/**
 * How the values of a cache become bytes.
 *
 * @param codec what makes the bytes
 * @param compressionAbove the longest value, in bytes, that Redis gets as it is; {@link #NEVER} for no compression
 */
public record CodecConfig(Codec codec, long compressionAbove) implements Serializable {

    /** No value is longer. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What holds where nothing is configured. */
    public static CodecConfig defaults() {
        return new CodecConfig(Settings.CODEC.requiredDefault(), Settings.COMPRESSION_ABOVE.requiredDefault());
    }
}
