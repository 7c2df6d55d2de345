// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import org.plumbline.simulator.SimulatorException;

/** Octets that are not what the protocol allows at their place. */
public final class DlmsFormatException extends SimulatorException {
    private static final long serialVersionUID = 1L;

    public DlmsFormatException(String message) {
        super(message);
    }
}
