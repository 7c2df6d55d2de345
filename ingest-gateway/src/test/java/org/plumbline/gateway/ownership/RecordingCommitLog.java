// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.port.CommitLog;

/** Commits at once and remembers; or refuses everything; or remembers and never says that it is durable. */
public final class RecordingCommitLog implements CommitLog {

    public final List<Commit> commits = new ArrayList<>();
    public boolean refusing;
    public boolean silent;

    @Override
    public synchronized CompletableFuture<Void> submit(Commit commit) {
        if (refusing) {
            return CompletableFuture.failedFuture(new CommitFailedException("refused by the test"));
        }
        commits.add(commit);
        return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }
}
