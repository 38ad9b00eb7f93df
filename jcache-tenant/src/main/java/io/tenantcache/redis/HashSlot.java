package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The slot of Redis Cluster in which a key lies, by the Cluster specification: CRC-16/XMODEM of its hash tag. */
final class HashSlot {

    /** Of a cluster, always. */
    static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;

    private HashSlot() {}

    static int of(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        boolean tagged = open >= 0 && close > open + 1;
        int crc = 0;
        for (byte b : (tagged ? key.substring(open + 1, close) : key).getBytes(UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
        }
        return crc & (COUNT - 1);
    }
}
