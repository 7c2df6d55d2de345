// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import org.plumbline.console.system.SystemPicture;

/** Sees how services and brokers are. */
public interface SystemSight {
    /**
     * The newest picture, at most a few seconds old.
     *
     * @throws org.plumbline.console.ConsoleException when the brokers do not answer in time
     */
    SystemPicture now();
}
