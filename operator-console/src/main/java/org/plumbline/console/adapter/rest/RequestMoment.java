// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import org.plumbline.console.port.RequestBook;

/** When the request at hand was asked first. Known only of requests with a key; other requests are asked once. */
@RequestScoped
public class RequestMoment {
    private Optional<RequestBook.Entry.Begun> first = Optional.empty();

    void set(RequestBook.Entry.Begun begun) {
        first = Optional.of(begun);
    }

    /** When it was asked first, by the wall clock. */
    public Optional<Instant> at() {
        return first.map(RequestBook.Entry.Begun::at);
    }

    /** When the person had authenticated when it was asked first. */
    public Optional<Instant> authenticatedAt() {
        return first.map(RequestBook.Entry.Begun::authenticatedAt);
    }
}
