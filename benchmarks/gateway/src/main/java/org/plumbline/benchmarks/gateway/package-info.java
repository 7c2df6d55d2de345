// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

/** What reading a meter costs the gateway, beside jDLMS's client and beside an exchange of the same bytes without DLMS. */
@NullMarked
package org.plumbline.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
