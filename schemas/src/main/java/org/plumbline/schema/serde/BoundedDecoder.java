// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.serde;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro binary in which a length or count is believed only as far as the octets reach: Avro's own decoder allocates what a
 * length says, up to two gigabytes for a record of ten octets. A count of more items than octets remain is refused too;
 * no schema of ours has items of no octets.
 */
final class BoundedDecoder extends Decoder {

    private final BinaryDecoder in;
    private final InputStream rest;

    BoundedDecoder(byte[] octets, int offset) {
        this.in = DecoderFactory.get().binaryDecoder(octets, offset, octets.length - offset, null);
        this.rest = in.inputStream();
    }

    boolean isEnd() throws IOException {
        return in.isEnd();
    }

    private long within(long length) throws IOException {
        int remaining = rest.available();
        if (length < 0 || length > remaining) {
            throw new EOFException("length " + length + " where " + remaining + " octets remain");
        }
        return length;
    }

    private byte[] octets() throws IOException {
        byte[] content = new byte[(int) within(in.readLong())];
        in.readFixed(content, 0, content.length);
        return content;
    }

    @Override
    public void readNull() throws IOException {
        in.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(octets());
    }

    @Override
    public String readString() throws IOException {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(octets());
    }

    @Override
    public void skipBytes() throws IOException {
        in.skipFixed((int) within(in.readLong()));
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        in.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        in.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return in.readEnum();
    }

    @Override
    public long readArrayStart() throws IOException {
        return within(in.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return within(in.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return within(in.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return within(in.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return within(in.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return within(in.skipMap());
    }

    @Override
    public int readIndex() throws IOException {
        return in.readIndex();
    }
}
