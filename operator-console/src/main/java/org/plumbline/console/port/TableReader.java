// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.util.List;
import java.util.OptionalLong;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.FleetPicture;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableQuery;

/** Gives what the tables hold. */
public interface TableReader {

    TablePage page(TableQuery query);

    /** Another number whenever rows may have moved; costs next to nothing. */
    long version();

    /** How many rows the filters leave, behind no key; empty where that is not known exactly. */
    OptionalLong total(TableQuery query);

    FleetPicture fleet(FleetPicture.Moment moment);

    /**
     * A heat map: the cells with the most failing meters first, then those with the most meters.
     *
     * @param most how many cells are given
     */
    List<FleetPicture.Cell> heat(CountKey.Dimension dimension, int most);
}
