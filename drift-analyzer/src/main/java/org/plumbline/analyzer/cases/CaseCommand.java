// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

/**
 * A command of an authenticated person to a case. Whether it is one was judged before.
 *
 * @param commandId from the content
 * @param caseId the case it is for
 * @param action what is asked for
 * @param reason why, in the person's words
 * @param mark who, and when it was issued
 * @param fieldTimeMillis field time at which it was judged, milliseconds since 1970-01-01T00:00Z
 * @param checkedAtMillis wall-clock time at which signature and authentication were judged
 * @param staleAtMillis wall-clock time from which the authentication is too old; never judged good again after it
 */
public record CaseCommand(
        String commandId,
        String caseId,
        Action action,
        String reason,
        Handling.Mark mark,
        long fieldTimeMillis,
        long checkedAtMillis,
        long staleAtMillis) {

    /** What may be asked of a case. */
    public sealed interface Action {
        /** The finding is real. */
        record Confirm() implements Action {}

        /** The case is over without a correction. */
        record Dismiss(Dismissal.Code code) implements Action {}

        /** @param assignee who looks after it; empty = nobody */
        record Assign(String assignee) implements Action {}

        /** The reason is written down. */
        record Note() implements Action {}

        /** A dismissal is taken back. */
        record Reopen() implements Action {}
    }
}
