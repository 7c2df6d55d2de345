// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

/** Stored octets that are not in a format this version knows. */
public final class StateFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong */
    public StateFormatException(String message) {
        super(message);
    }
}
