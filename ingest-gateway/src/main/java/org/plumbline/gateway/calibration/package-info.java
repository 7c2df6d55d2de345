// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The write of a calibration block as one resumable procedure, pure of any transport. */
@NullMarked
package org.plumbline.gateway.calibration;

import org.jspecify.annotations.NullMarked;
