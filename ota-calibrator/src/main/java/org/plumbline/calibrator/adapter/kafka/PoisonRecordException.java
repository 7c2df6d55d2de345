// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import org.plumbline.calibrator.CalibratorException;

/** A record that can be read but not meant: it goes to the dead letters and the stream goes on. */
final class PoisonRecordException extends CalibratorException {

    private static final long serialVersionUID = 1L;

    PoisonRecordException(String message) {
        super(message);
    }
}
