// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What the work on a meter needs of the owner of its partition. Safe for many threads. */
public interface OwnerLink {

    /** False as soon as the partition is being given back: nothing new may begin. */
    boolean running();

    /** Waits; ends early when the owner stops. Returns {@link #running()}. */
    boolean pause(Duration howLong);

    /**
     * Waits until the answer is there, the time is over, or the waiting thread is interrupted. Who asks for something that
     * the owner's end should withdraw sees to it that the answer is completed then.
     */
    void await(CompletableFuture<?> answer, Duration howLong);

    /** The state in memory can no longer be trusted: the owner starts again from what is durable. */
    void fail(Throwable cause);
}
