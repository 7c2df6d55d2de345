// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The command line. */
@NullMarked
package org.plumbline.console.cli;

import org.jspecify.annotations.NullMarked;
