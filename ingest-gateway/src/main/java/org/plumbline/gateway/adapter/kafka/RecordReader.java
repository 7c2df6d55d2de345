// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.fleet.Registration;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.requests.ReceivedRequest;
import org.plumbline.gateway.state.OwnerPositions;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/** Makes domain values of Kafka records; a poison record is a {@link SerializationException}. Safe for many threads. */
final class RecordReader {

    /** Many times what a record needs; its texts come back in events, outcomes and states, which Kafka must take. */
    static final int MAX_OCTETS = 16 << 10;

    private static final int HEADER_OCTETS = 5;
    private static final int HTTP_NOT_FOUND = 404;
    private static final int HTTP_UNPROCESSABLE = 422;

    private final RecordSerde<MeterRegistration> registrations;
    private final RecordSerde<CalibrationOrder> orders;
    private final RecordSerde<ReadRequest> requests;
    private final RecordSerde<Hold> holds;
    private final TrustedSigners orderSigners;
    private final InstantSource wallTime;

    RecordReader(SchemaRegistryClient registry, TrustedSigners orderSigners, InstantSource wallTime) {
        this.registrations = new RecordSerde<>(registry, MeterRegistration.class);
        this.orders = new RecordSerde<>(registry, CalibrationOrder.class);
        this.requests = new RecordSerde<>(registry, ReadRequest.class);
        this.holds = new RecordSerde<>(registry, Hold.class);
        this.orderSigners = orderSigners;
        this.wallTime = wallTime;
    }

    /**
     * Tells a poison record from a registry that does not answer: only the record is to blame for the former.
     *
     * @throws RegistryUnavailableException when the record could not be judged
     */
    static void requirePoison(SerializationException failure) {
        Throwable cause = failure.getCause();
        boolean unavailable = cause instanceof RestClientException refused
                ? refused.getStatus() != HTTP_NOT_FOUND && refused.getStatus() != HTTP_UNPROCESSABLE
                : cause instanceof IOException
                        && !(cause instanceof EOFException)
                        && !cause.getClass().getName().startsWith("org.apache.avro.");
        if (unavailable) {
            throw new RegistryUnavailableException(failure);
        }
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new SerializationException("record on " + record.topic() + " has no key");
        }
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /**
     * The key of a record that its partition's owner may work with. A record that was put elsewhere than its key belongs
     * would give its meter a second owner.
     *
     * @param partitions of the record's topic
     * @throws SerializationException when the key belongs to another partition, or to no meter
     */
    static String ownKey(ConsumerRecord<byte[], byte[]> record, int partitions) {
        String key = key(record);
        if (key.equals(OwnerPositions.KEY)) {
            throw new SerializationException("record on " + record.topic() + " has the key of the owner's positions");
        }
        int home = Partitioning.partitionOf(key, partitions);
        if (home != record.partition()) {
            throw new SerializationException("record on partition " + record.partition() + " of " + record.topic()
                    + " has a key that belongs to partition " + home);
        }
        return key;
    }

    /** Null for a tombstone. */
    @Nullable
    Registration registration(ConsumerRecord<byte[], byte[]> record) {
        return understood(record, () -> readRegistration(record));
    }

    /** @throws SerializationException when the hold cannot be read */
    void requireHold(ConsumerRecord<byte[], byte[]> record) {
        Hold unusedRead = understood(record, () -> holds.deserialize(record.topic(), record.value()));
        String unusedScope = key(record);
    }

    ReceivedOrder order(ConsumerRecord<byte[], byte[]> record) {
        return understood(record, () -> readOrder(record));
    }

    ReceivedRequest request(ConsumerRecord<byte[], byte[]> record) {
        return understood(record, () -> readRequest(record));
    }

    /** A record that makes the gateway fail is poison, or its owner would fail on it again and again. */
    private static <T extends @Nullable Object> T understood(ConsumerRecord<byte[], byte[]> record, Supplier<T> read) {
        if (record.value() != null && record.value().length > MAX_OCTETS) {
            throw new SerializationException("record on " + record.topic() + " has " + record.value().length
                    + " octets, at most " + MAX_OCTETS + " are read");
        }
        try {
            return read.get();
        } catch (KafkaException known) {
            throw known;
        } catch (RuntimeException defect) {
            throw new SerializationException("record on " + record.topic() + " cannot be made sense of", defect);
        }
    }

    private @Nullable Registration readRegistration(ConsumerRecord<byte[], byte[]> record) {
        MeterRegistration value = registrations.deserialize(record.topic(), record.value());
        if (value == null) {
            return null;
        }
        if (!value.getMeterId().equals(key(record))) {
            throw new SerializationException("registration under another meter's key");
        }
        return new Registration(
                value.getMeterId(),
                switch (value.getState()) {
                    case ACTIVE -> Registration.State.ACTIVE;
                    case SUSPENDED, DECOMMISSIONED -> Registration.State.INACTIVE;
                },
                value.getHost(),
                value.getPort(),
                switch (value.getTransport()) {
                    case TCP_WRAPPER -> Registration.Transport.TCP_WRAPPER;
                    case TCP_HDLC, UNKNOWN -> Registration.Transport.UNSUPPORTED;
                },
                value.getClientAddress(),
                value.getPublicClientAddress(),
                value.getServerAddress(),
                switch (value.getAuthentication()) {
                    case HLS5_GMAC -> Registration.Authentication.HLS5_GMAC;
                    case NONE -> Registration.Authentication.NONE;
                    case UNKNOWN -> Registration.Authentication.UNSUPPORTED;
                },
                value.getSecuritySuite(),
                octets(value.getSystemTitle()),
                value.getKeyReference(),
                value.getSerialNumber(),
                value.getMeterModel(),
                Duration.ofSeconds(value.getCapturePeriodSeconds()),
                Duration.ofSeconds(value.getPollPeriodSeconds()),
                List.copyOf(value.getRegisters()),
                value.getNetworkSegment());
    }

    private ReceivedRequest readRequest(ConsumerRecord<byte[], byte[]> record) {
        ReadRequest request = requests.deserialize(record.topic(), record.value());
        if (request == null) {
            throw new SerializationException("read request without content");
        }
        if (!request.getMeterId().equals(key(record))) {
            throw new SerializationException("read request under another meter's key");
        }
        return new ReceivedRequest(
                request.getRequestId(),
                switch (request.getKind()) {
                    case REGISTERS -> ReceivedRequest.Kind.REGISTERS;
                    case PROFILE -> ReceivedRequest.Kind.PROFILE;
                    case CLOCK_SYNC -> ReceivedRequest.Kind.CLOCK_SYNC;
                    case UNKNOWN -> ReceivedRequest.Kind.UNKNOWN;
                },
                request.getRegisters(),
                request.getFrom(),
                request.getTo(),
                request.getExpiresAt());
    }

    private ReceivedOrder readOrder(ConsumerRecord<byte[], byte[]> record) {
        CalibrationOrder order = orders.deserialize(record.topic(), record.value());
        if (order == null) {
            throw new SerializationException("order without content");
        }
        byte[] payload = Arrays.copyOfRange(record.value(), HEADER_OCTETS, record.value().length);
        return new ReceivedOrder(
                key(record),
                order.getOrderId(),
                Canonical.orderId(order),
                Canonical.sha256Hex(payload),
                signatureDefect(order),
                order.getMeterId(),
                order.getSequence(),
                order.getCampaignId(),
                order.getCaseId(),
                target(order.getTarget()),
                order.getExpiresAt());
    }

    private @Nullable String signatureDefect(CalibrationOrder order) {
        return switch (orderSigners.check(Canonical.signedPart(order), order.getSignature(), wallTime.instant())) {
            case TrustedSigners.Check.Trusted trusted -> null;
            case TrustedSigners.Check.Refused(String reason) -> reason;
        };
    }

    private static ReceivedOrder.@Nullable Target target(@Nullable CoefficientTarget target) {
        return target == null
                ? null
                : new ReceivedOrder.Target(
                        target.getMeterModel(),
                        target.getBaseEpoch(),
                        octets(target.getBaseBlock()),
                        target.getBaseChecksum(),
                        octets(target.getTargetBlock()),
                        target.getTargetChecksum());
    }

    private static Octets octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return Octets.of(octets);
    }
}
