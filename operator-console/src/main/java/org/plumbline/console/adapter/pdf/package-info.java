// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The calibration record as PDF. */
@NullMarked
package org.plumbline.console.adapter.pdf;

import org.jspecify.annotations.NullMarked;
