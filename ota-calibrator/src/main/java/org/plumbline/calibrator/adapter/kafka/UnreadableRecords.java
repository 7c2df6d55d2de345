// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * A record that cannot be read goes to the dead letters, with its provenance, and the stream goes on. A registry that
 * cannot be reached is not the record's fault: the stream stops and tries again, and loses nothing.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {

    private static final int SERVER_ERROR = 500;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> unreadable, Exception exception) {
        return isOutage(exception) ? Response.fail() : super.handleError(context, unreadable, exception);
    }

    static boolean isOutage(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException
                    || (cause instanceof RestClientException answer && answer.getStatus() >= SERVER_ERROR)) {
                return true;
            }
        }
        return false;
    }
}
