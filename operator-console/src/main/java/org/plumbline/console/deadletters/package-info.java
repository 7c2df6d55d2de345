// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Records that a service could not read or use: why, whose doing, and which may be written to their topic again. */
@NullMarked
package org.plumbline.console.deadletters;

import org.jspecify.annotations.NullMarked;
