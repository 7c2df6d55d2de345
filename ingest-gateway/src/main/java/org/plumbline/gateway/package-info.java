// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The component that speaks DLMS: polls meters, executes calibration orders. */
@NullMarked
package org.plumbline.gateway;

import org.jspecify.annotations.NullMarked;
