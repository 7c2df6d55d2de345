// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * Someone waiting for a session with a meter. A claim is answered exactly once: granted or withdrawn. Answers come from
 * any thread and must not block.
 */
public interface Claim {

    /** Name of the segment as registered; never blank. */
    String segment();

    Lane lane();

    /** True when the meter's last attempt failed; such a poll is paid for by the retry budget. */
    boolean retry();

    /** Whose end withdraws the claim. */
    Object holder();

    /**
     * The session may begin.
     *
     * @return false when it is no longer wanted; the permit is given to the next one then
     */
    boolean granted(SessionPermit permit);

    /** The holder has ended. */
    void withdrawn();
}
