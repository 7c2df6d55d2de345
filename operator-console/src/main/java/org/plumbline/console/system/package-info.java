// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** How the head-end itself is: its services as the brokers see them, and the brokers. */
@NullMarked
package org.plumbline.console.system;

import org.jspecify.annotations.NullMarked;
