package io.tenantcache.jcache;

import java.util.concurrent.CountDownLatch;

/** A load that others wait for, which ends when it is told. */
final class Held {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch end = new CountDownLatch(1);

    /** That value, or a failure for the empty one. */
    String load(String value) throws InterruptedException {
        begun.countDown();
        end.await();
        if (value.isEmpty()) {
            throw new IllegalStateException("The source failed");
        }
        return value;
    }
}
