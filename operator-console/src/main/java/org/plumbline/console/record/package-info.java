// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The calibration record of a meter: its parts, its canonical text, its digest, its page. Pure. */
@NullMarked
package org.plumbline.console.record;

import org.jspecify.annotations.NullMarked;
