// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import org.plumbline.console.people.Person;

/** What a person can ask of an existing campaign. */
public enum CampaignAction {
    APPROVE(Person.APPROVER),
    START(Person.ENGINEER),
    PAUSE(Person.OPERATOR),
    RESUME(Person.ENGINEER),
    RETRY(Person.ENGINEER),
    ABORT(Person.OPERATOR);

    private final String role;

    CampaignAction(String role) {
        this.role = role;
    }

    /** Who may ask for it. */
    public String role() {
        return role;
    }
}
