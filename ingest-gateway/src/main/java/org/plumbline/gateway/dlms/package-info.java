// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** DLMS/COSEM terms as plain types: codes, values, readings, keys and the taxonomy of meter faults. */
@NullMarked
package org.plumbline.gateway.dlms;

import org.jspecify.annotations.NullMarked;
