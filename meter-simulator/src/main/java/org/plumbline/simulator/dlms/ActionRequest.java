// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

/** An action-request-normal. The parameter is null-data where the client sent none. */
record ActionRequest(int invokeId, int classId, ObisCode name, int method, CosemData parameter) {
    static final int TAG = 0xC3;
    private static final int RESPONSE_TAG = 0xC7;
    private static final int NORMAL = 1;

    static ActionRequest decode(byte[] apdu) {
        OctetReader in = new OctetReader(apdu);
        if (in.u8() != TAG || in.u8() != NORMAL) {
            throw new DlmsFormatException("not an action-request-normal");
        }
        int invokeId = in.u8();
        int classId = in.u16();
        ObisCode name = ObisCode.decode(in);
        int method = in.u8();
        CosemData parameter = in.u8() == 0 ? new CosemData.Null() : CosemData.decode(in);
        return new ActionRequest(invokeId, classId, name, method, parameter);
    }

    byte[] succeeded() {
        return refused(AccessResult.SUCCESS);
    }

    byte[] succeeded(CosemData result) {
        OctetWriter out = head(AccessResult.SUCCESS).u8(1).u8(0);
        result.encode(out);
        return out.toByteArray();
    }

    byte[] refused(int actionResult) {
        return head(actionResult).u8(0).toByteArray();
    }

    private OctetWriter head(int actionResult) {
        return new OctetWriter().u8(RESPONSE_TAG).u8(NORMAL).u8(invokeId).u8(actionResult);
    }
}
