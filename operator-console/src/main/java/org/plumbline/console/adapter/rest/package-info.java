// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** REST, authentication over HTTP and server-sent events. */
@NullMarked
package org.plumbline.console.adapter.rest;

import org.jspecify.annotations.NullMarked;
