// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.util.concurrent.CompletableFuture;
import org.plumbline.gateway.commit.Commit;

/**
 * Where commits become durable, in the order submitted, several in one transaction. Safe for many threads.
 *
 * <p>When one commit fails, every later one fails too: the state in memory is worth nothing then.
 */
public interface CommitLog {

    /**
     * Queues a commit; blocks while the queue is full (that is the back-pressure to sessions).
     *
     * @return completes when durable, or exceptionally with a {@link org.plumbline.gateway.commit.CommitFailedException}
     * @throws org.plumbline.gateway.commit.CommitFailedException when the log is closed or the wait for room is too long
     */
    CompletableFuture<Void> submit(Commit commit);
}
