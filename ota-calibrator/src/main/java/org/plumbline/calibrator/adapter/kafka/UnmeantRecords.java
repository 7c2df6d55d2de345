// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that can be read but makes no sense goes to the dead letters, with its provenance, and the stream goes on.
 * Any other exception is a fault of ours: the transaction is aborted and the stream thread replaced.
 */
public final class UnmeantRecords extends LogAndContinueProcessingExceptionHandler {

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> unmeant, Exception exception) {
        return exception instanceof PoisonRecordException
                ? super.handleError(context, unmeant, exception)
                : Response.fail();
    }
}
