// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

/**
 * Why something asked for is not sent to the calibrator.
 *
 * @param kind what sort of refusal it is
 * @param code stable name for programs
 * @param message what is wrong, naming the culprit
 * @param remedy what to do
 */
public record Refusal(Kind kind, String code, String message, String remedy) {

    /** Sort of refusal. */
    public enum Kind {
        /** What is named does not exist. */
        UNKNOWN,
        /** It contradicts the state of the campaign or the rules about persons. */
        CONFLICT,
        /** The request itself cannot be carried out. */
        UNSUITABLE,
        /** Too much was asked in too short a time. */
        TOO_OFTEN
    }
}
