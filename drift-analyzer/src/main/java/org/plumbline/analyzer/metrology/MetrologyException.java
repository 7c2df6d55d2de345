// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology;

/** A fault: shipped or stored content that cannot be used. Never a property of readings. */
public class MetrologyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault, in one sentence that names the culprit. */
    public MetrologyException(String message) {
        super(message);
    }
}
