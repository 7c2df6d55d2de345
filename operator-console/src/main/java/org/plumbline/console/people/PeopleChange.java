// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

/** What became of a change of people. */
public sealed interface PeopleChange {

    /** It is stored and in force. */
    record Done(Person person) implements PeopleChange {}

    /** It is stored and in force. @param password the person's new one, held nowhere else */
    record NewPassword(Person person, String password) implements PeopleChange {
        @Override
        public String toString() {
            return "NewPassword[" + person.name() + "]";
        }
    }

    /**
     * Nothing was changed.
     *
     * @param field what of the request is wrong; empty where nothing is
     */
    record Refused(Kind kind, String code, String field, String message, String remedy) implements PeopleChange {}

    /** Why it was refused. */
    enum Kind {
        /** There is no such person. */
        UNKNOWN,
        /** It does not fit what there is. */
        CONFLICT,
        /** It is wrong in itself. */
        UNSUITABLE
    }
}
