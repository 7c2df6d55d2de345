// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;

/**
 * Canonical octets of records and the ids and digests that follow from them. The contract's records hold no Avro maps,
 * so equal records have equal octets.
 */
public final class Canonical {

    private Canonical() {}

    /** Avro binary encoding by the record's own schema, without any header. */
    public static byte[] octets(SpecificRecord value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<SpecificRecord>(value.getSchema(), SpecificData.getForSchema(value.getSchema()))
                    .write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256, 32 octets. */
    public static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** SHA-256 in lower-case hexadecimal, 64 characters. */
    public static String sha256Hex(byte[]... parts) {
        return HexFormat.of().formatHex(sha256(parts));
    }

    /** What an order's signature covers: all of it but the signature. */
    public static byte[] signedPart(CalibrationOrder order) {
        return octets(CalibrationOrder.newBuilder(order).setSignature(null).build());
    }

    /** What a command's signature covers: all of it but the signature. */
    public static byte[] signedPart(CampaignCommand command) {
        return octets(CampaignCommand.newBuilder(command).setSignature(null).build());
    }

    /** What a case command's signature covers: all of it but the signature. */
    public static byte[] signedPart(CaseCommand command) {
        return octets(CaseCommand.newBuilder(command).setSignature(null).build());
    }

    /** What a hold's signature covers: all of it but the signature. */
    public static byte[] signedPart(Hold hold) {
        return octets(Hold.newBuilder(hold).setSignature(null).build());
    }

    /** The id an order must carry: SHA-256 over the order without id and signature, hexadecimal. */
    public static String orderId(CalibrationOrder order) {
        return sha256Hex(octets(CalibrationOrder.newBuilder(order)
                .setOrderId("")
                .setSignature(null)
                .build()));
    }

    /** The id a command must carry: SHA-256 over the command without id and signature, hexadecimal. */
    public static String commandId(CampaignCommand command) {
        return sha256Hex(octets(CampaignCommand.newBuilder(command)
                .setCommandId("")
                .setSignature(null)
                .build()));
    }

    /** The id a case command must carry: SHA-256 over the command without id and signature, hexadecimal. */
    public static String commandId(CaseCommand command) {
        return sha256Hex(octets(CaseCommand.newBuilder(command)
                .setCommandId("")
                .setSignature(null)
                .build()));
    }

    /**
     * Digest of a campaign's members: SHA-256 over their octets in the order given, which must be by meterId.
     *
     * @throws IllegalArgumentException when they are not strictly rising by meterId
     */
    public static String membersDigest(List<MemberTarget> members) {
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1).getMeterId().compareTo(members.get(i).getMeterId()) >= 0) {
                throw new IllegalArgumentException("members must rise strictly by meterId: "
                        + members.get(i).getMeterId());
            }
        }
        return sha256Hex(members.stream().map(Canonical::octets).toArray(byte[][]::new));
    }
}
