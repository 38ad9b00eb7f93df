package io.tenantcache.testing;

import java.util.Random;

/** Texts made of what is most likely to be mistaken for something else. */
public final class RandomText {

    private static final String[] PIECES = {
        ":", "#", "!tenant", "{", "}", " ", "%", "*", "~", ",", "!", "?", "[", "]", "\\", "/", "=", "%7E", "%3A", "~i1",
        "~k0", "v1", "a", "B", "7", ".", "_", "-", "\0", "\n", "\r", "\t", "\u001f", "\u007f", "\u0080", "é", "ß", "中",
        "\uffff", "😀", "\ud83d", "\ude00", "e\u0301"
    };

    private final Random random;

    public RandomText(Random random) {
        this.random = random;
    }

    /** A text of so many pieces at the most; often empty. */
    public String next(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
