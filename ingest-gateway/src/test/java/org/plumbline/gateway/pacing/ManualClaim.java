// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/** Remembers how it was answered. */
final class ManualClaim implements Claim {

    private final String segment;
    private final Lane lane;
    private final boolean retry;
    private final Object holder;
    boolean wanted = true;
    boolean withdrawn;
    boolean declined;
    SessionPermit permit;

    ManualClaim(String segment, Lane lane, boolean retry, Object holder) {
        this.segment = segment;
        this.lane = lane;
        this.retry = retry;
        this.holder = holder;
    }

    static ManualClaim poll(String segment) {
        return new ManualClaim(segment, Lane.POLL, false, "owner");
    }

    static ManualClaim order(String segment) {
        return new ManualClaim(segment, Lane.ORDER, false, "owner");
    }

    static ManualClaim retry(String segment) {
        return new ManualClaim(segment, Lane.POLL, true, "owner");
    }

    boolean isGranted() {
        return permit != null;
    }

    /** Begins a connection and says whether it was allowed at once. */
    boolean connectsAtOnce() {
        return permit.connect().allowed().isDone();
    }

    @Override
    public String segment() {
        return segment;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean retry() {
        return retry;
    }

    @Override
    public Object holder() {
        return holder;
    }

    @Override
    public boolean granted(SessionPermit granted) {
        if (permit != null || withdrawn) {
            throw new IllegalStateException("answered twice");
        }
        if (!wanted) {
            declined = true;
            return false;
        }
        permit = granted;
        return true;
    }

    @Override
    public void withdrawn() {
        if (permit != null || withdrawn) {
            throw new IllegalStateException("answered twice");
        }
        withdrawn = true;
    }
}
