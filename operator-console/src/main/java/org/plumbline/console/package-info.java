// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The operator console: what operators see of the fleet, and how they decide. */
@NullMarked
package org.plumbline.console;

import org.jspecify.annotations.NullMarked;
