// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The only package that knows Gurux: request encoding and reply decoding of plain APDUs. */
@NullMarked
package org.plumbline.gateway.adapter.gurux;

import org.jspecify.annotations.NullMarked;
