// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

/** Form of a command's result; a command that offers more has its own. */
enum Output {
    text,
    json
}
