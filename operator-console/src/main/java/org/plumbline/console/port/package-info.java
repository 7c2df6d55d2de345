// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What the console needs from outside. */
@NullMarked
package org.plumbline.console.port;

import org.jspecify.annotations.NullMarked;
