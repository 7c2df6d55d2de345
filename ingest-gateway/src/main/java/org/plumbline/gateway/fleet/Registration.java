// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.time.Duration;
import java.util.List;
import org.plumbline.gateway.dlms.Octets;

/**
 * What the head-end says about a meter, unchecked; {@link AdmissionRules} judges it.
 *
 * @param host name or address, possibly blank
 * @param port as registered; valid ports are 1..65535
 * @param clientSap client SAP of the management association
 * @param publicSap client SAP of the public association
 * @param serverSap server SAP (logical device)
 * @param systemTitle of the meter; empty when unknown
 * @param keyReference name of the key pair in the keystore; empty when there is none
 * @param serialNumber what the meter must report; empty when unknown
 * @param meterModel empty where the meter cannot be calibrated over the air
 * @param capturePeriod of the load profile; zero when unknown
 * @param pollPeriod in field time; not positive = invalid
 * @param registers OBIS codes to be read from the profile; empty = all with a scaler
 * @param networkSegment name of the segment whose limits hold; blank when unknown
 */
public record Registration(
        String meterId,
        State state,
        String host,
        int port,
        Transport transport,
        int clientSap,
        int publicSap,
        int serverSap,
        Authentication authentication,
        int securitySuite,
        Octets systemTitle,
        String keyReference,
        String serialNumber,
        String meterModel,
        Duration capturePeriod,
        Duration pollPeriod,
        List<String> registers,
        String networkSegment) {

    public Registration {
        registers = List.copyOf(registers);
    }

    /** Whether the gateway may speak to the meter. */
    public enum State {
        ACTIVE,
        INACTIVE
    }

    /** Communication profile. */
    public enum Transport {
        TCP_WRAPPER,
        UNSUPPORTED
    }

    /** What the gateway insists on. */
    public enum Authentication {
        NONE,
        HLS5_GMAC,
        UNSUPPORTED
    }
}
