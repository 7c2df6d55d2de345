// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Who may use the console: passwords, sessions, limits on guessing; pure. */
@NullMarked
package org.plumbline.console.people;

import org.jspecify.annotations.NullMarked;
