// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

/** Where a meter stands in a campaign. The names are those of the contract's MemberState. */
public enum MemberStage {
    /** Waits for its wave, its evidence or another job of the meter. */
    WAITING(Kind.OPEN),
    /** All gates passed once; they are judged again at release. */
    CLAIMED(Kind.OPEN),
    /** An order is on its way. */
    RELEASED(Kind.OPEN),
    /** The gateway kept the order back because of a hold. */
    HELD(Kind.OPEN),
    /** Written; waits for proof by readings of the new epoch. */
    VERIFYING(Kind.WRITTEN),
    /** Written and proven. */
    CORRECTED(Kind.WRITTEN),
    /** Nothing had to be written. */
    ALREADY_CORRECT(Kind.UNTOUCHED),
    /** A gate or the gateway refused. */
    REFUSED(Kind.UNTOUCHED),
    /** The meter held neither base nor target. */
    CONFLICT(Kind.FAILED),
    /** No session led to a result. */
    UNREACHABLE(Kind.FAILED),
    /** Written, but the readings do not prove it. */
    NOT_PROVEN(Kind.FAILED),
    /** Someone has to look at the meter. */
    NEEDS_PERSON(Kind.FAILED),
    /** The campaign was aborted before anything was written. */
    ABORTED(Kind.UNTOUCHED),
    /** The execution deadline passed before anything was written. */
    EXPIRED(Kind.UNTOUCHED),
    /** Written and disproven; the block from before is being put back. */
    ROLLING_BACK(Kind.FAILED),
    /** Written and disproven; the block from before is in force again. */
    ROLLED_BACK(Kind.FAILED),
    /** The last proven block is in force again after the meter's memory had failed (ERR-02). */
    RESTORED(Kind.WRITTEN);

    private enum Kind {
        OPEN,
        WRITTEN,
        UNTOUCHED,
        FAILED
    }

    private final Kind kind;

    MemberStage(Kind kind) {
        this.kind = kind;
    }

    /** True while nothing is known to be on the meter and more may come. */
    public boolean isOpen() {
        return kind == Kind.OPEN;
    }

    /** True when something was written that the readings do not prove. */
    public boolean isUnproven() {
        return this == NOT_PROVEN || this == ROLLING_BACK || this == ROLLED_BACK;
    }

    /** True when an attempt went wrong. */
    public boolean isFailed() {
        return kind == Kind.FAILED;
    }

    /** True when nothing more follows. */
    public boolean isFinal() {
        return kind != Kind.OPEN && this != VERIFYING && this != ROLLING_BACK;
    }
}
