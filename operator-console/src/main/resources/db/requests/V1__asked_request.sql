-- SPDX-FileCopyrightText: 2026 The Plumbline authors
-- SPDX-License-Identifier: Apache-2.0

-- Requests that came with an Idempotency-Key. Times in milliseconds since 1970; status is null until the request has ended.
CREATE TABLE asked_request (
    principal ${text} NOT NULL,
    request_key ${text} NOT NULL,
    digest ${text} NOT NULL,
    began_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    status INTEGER,
    answer ${text},
    PRIMARY KEY (principal, request_key)
);

CREATE INDEX asked_request_age ON asked_request (began_at);
