// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/** The scripted power failure of a meter in the middle of a write; whoever drives the meter must reboot it. */
public final class PowerFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PowerFailureException(String where) {
        super("power failed while writing " + where);
    }
}
