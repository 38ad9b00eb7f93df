package io.tenantcache.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Redis sends on a connection that listens, with some of the messages taken out whole: as a bus may lose them without a break of the
 * connection. Answers to commands are kept. For one thread.
 */
final class MessageLoss {

    private static final int INCOMPLETE = -1;

    /** What came of a message whose rest has not come yet. */
    private byte[] begun = {};

    /**
     * Which messages are lost.
     *
     * @param share how many of them, at random: 0 for none, 1 for all
     * @param text only those in which that occurs
     * @param count of those that were
     */
    record Of(double share, String text, AtomicInteger count) {

        static final Of NONE = new Of(0, "", new AtomicInteger());

        private boolean loses(byte[] message) {
            boolean lost = isMessage(message)
                    && ThreadLocalRandom.current().nextDouble() < share
                    && new String(message, StandardCharsets.ISO_8859_1).contains(text);
            if (lost) {
                count.incrementAndGet();
            }
            return lost;
        }
    }

    /** What arrives of a piece that was sent. */
    byte[] pass(byte[] piece, int length, Of lost) {
        if (lost.share() == 0 && begun.length == 0) {
            return Arrays.copyOf(piece, length);
        }
        byte[] sent = Arrays.copyOf(begun, begun.length + length);
        System.arraycopy(piece, 0, sent, begun.length, length);
        ByteArrayOutputStream arrives = new ByteArrayOutputStream(sent.length);
        int from = 0;
        for (int end = endOf(sent, 0); end != INCOMPLETE && from < sent.length; end = endOf(sent, from)) {
            byte[] value = Arrays.copyOfRange(sent, from, end);
            if (!lost.loses(value)) {
                arrives.writeBytes(value);
            }
            from = end;
        }
        begun = Arrays.copyOfRange(sent, from, sent.length);
        return arrives.toByteArray();
    }

    /** In the protocol's version 2 and 3: an array, or a push, of the word, the channel and the text. */
    private static boolean isMessage(byte[] value) {
        String begin = new String(value, 0, Math.min(value.length, 20), StandardCharsets.US_ASCII);
        return begin.matches("[*>]3\r\n\\$[78]\r\ns?message\r\n(?s:.*)");
    }

    /** Where the value ends that begins there. */
    private static int endOf(byte[] sent, int from) {
        int line = endOfLine(sent, from);
        if (line == INCOMPLETE) {
            return INCOMPLETE;
        }
        char type = (char) sent[from];
        if (type == '$') {
            int length = number(sent, from, line);
            int end = length < 0 ? line : line + length + 2;
            return end <= sent.length ? end : INCOMPLETE;
        }
        if (type != '*' && type != '>') {
            return line;
        }
        int end = line;
        for (int left = number(sent, from, line); left > 0 && end != INCOMPLETE; left--) {
            end = endOf(sent, end);
        }
        return end;
    }

    private static int number(byte[] sent, int from, int line) {
        return Integer.parseInt(new String(sent, from + 1, line - from - 3, StandardCharsets.US_ASCII));
    }

    private static int endOfLine(byte[] sent, int from) {
        for (int i = from; i + 1 < sent.length; i++) {
            if (sent[i] == '\r' && sent[i + 1] == '\n') {
                return i + 2;
            }
        }
        return INCOMPLETE;
    }
}
