// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignPlan;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;

/**
 * Canonical octets of records and the ids and digests that follow from them. The contract's records hold no Avro maps,
 * so equal records have equal octets.
 */
public final class Canonical {

    private static final byte[] CHECKPOINT_LABEL = "plumbline audit: checkpoint".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PLAN_LABEL = "plumbline campaign: plan, members".getBytes(StandardCharsets.US_ASCII);

    private Canonical() {}

    /**
     * The record's octets, without any header: Avro binary by the oldest released schema that holds all of it. They stay
     * the same when the schema grows.
     */
    public static byte[] octets(SpecificRecord value) {
        return SignedForms.of(value.getSchema()).encode(value).octets();
    }

    /**
     * The form that {@link #octets} gives the record.
     *
     * @return empty for the first released form, else the SHA-256 of the schema's parsing canonical form, hexadecimal
     */
    public static String formOf(SpecificRecord value) {
        return SignedForms.of(value.getSchema()).encode(value).form();
    }

    /** False when records of that form can hold what this version does not know. */
    public static boolean knowsForm(Schema schema, String form) {
        return SignedForms.of(schema).knows(form);
    }

    /** The released schemas of a signed kind of record, oldest first. */
    public static List<Schema> releasedForms(Schema schema) {
        return SignedForms.released(schema);
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

    /** What a checkpoint's signature covers: a label, which no other signed record begins with, and all but the signature. */
    public static byte[] signedPart(AuditCheckpoint checkpoint) {
        byte[] octets =
                octets(AuditCheckpoint.newBuilder(checkpoint).setSignature(null).build());
        return ByteBuffer.allocate(CHECKPOINT_LABEL.length + octets.length)
                .put(CHECKPOINT_LABEL)
                .put(octets)
                .array();
    }

    /** What names a stop in the lift that lifts it: SHA-256 over the stop without its signature, hexadecimal. */
    public static String stopId(Hold stop) {
        return sha256Hex(signedPart(stop));
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

    /**
     * Digest of all that an approval of a campaign covers: SHA-256 over a label, the digest of the plan's octets and the
     * digest of the members. Without a plan it is that of the members alone.
     *
     * @throws IllegalArgumentException when the members are not strictly rising by meterId
     */
    public static String campaignDigest(@Nullable CampaignPlan plan, List<MemberTarget> members) {
        String membersDigest = membersDigest(members);
        return plan == null
                ? membersDigest
                : sha256Hex(PLAN_LABEL, sha256(octets(plan)), HexFormat.of().parseHex(membersDigest));
    }
}
