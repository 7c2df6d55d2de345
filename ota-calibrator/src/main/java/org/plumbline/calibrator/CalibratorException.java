// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator;

/** Root of this module's faults. What is expected to happen is a result, not one of these. */
public class CalibratorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CalibratorException(String message) {
        super(message);
    }

    public CalibratorException(String message, Throwable cause) {
        super(message, cause);
    }
}
