// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Settings and wiring. */
@NullMarked
package org.plumbline.console.app;

import org.jspecify.annotations.NullMarked;
