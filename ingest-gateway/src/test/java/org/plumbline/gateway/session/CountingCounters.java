// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.gateway.port.InvocationCounters;

/** Counters that remember what they handed out. */
final class CountingCounters implements InvocationCounters {

    private final List<Long> handedOut = new ArrayList<>();
    private final List<Long> raisedAbove = new ArrayList<>();
    private long next;
    private boolean jumpUnproven;

    CountingCounters(long first) {
        this.next = first;
    }

    @Override
    public long next() {
        handedOut.add(next);
        return next++;
    }

    @Override
    public long peek() {
        return next;
    }

    @Override
    public void raiseAbove(long counter) {
        raisedAbove.add(counter);
        next = Math.max(next, counter + 1);
        jumpUnproven = true;
    }

    @Override
    public boolean jumpUnproven() {
        return jumpUnproven;
    }

    @Override
    public void proven() {
        jumpUnproven = false;
    }

    List<Long> handedOut() {
        return handedOut;
    }

    List<Long> raisedAbove() {
        return raisedAbove;
    }
}
