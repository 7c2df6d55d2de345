// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.deadletters;

import org.plumbline.console.campaign.Refusal;

/** What became of one letter that was to be replayed. */
public sealed interface ReplayResult {
    DeadLetter.Id letter();

    /** It stands on its topic again. */
    record Replayed(DeadLetter.Id letter, DeadLetter.Origin to) implements ReplayResult {}

    /** It would be; nothing was written. @param from where it stood, to which partition it would go */
    record WouldReplay(DeadLetter.Id letter, DeadLetter.Origin from) implements ReplayResult {}

    /** It is not. */
    record Refused(DeadLetter.Id letter, Refusal refusal) implements ReplayResult {}
}
