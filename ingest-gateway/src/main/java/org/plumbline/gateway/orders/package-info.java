// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Calibration orders: who may order what, and the execution with its bounded attempts. Pure. */
@NullMarked
package org.plumbline.gateway.orders;

import org.jspecify.annotations.NullMarked;
