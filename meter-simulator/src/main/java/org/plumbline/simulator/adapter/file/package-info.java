/** Files: fleet directory, key store, fault script, field time and the ledger of the truth. */
@NullMarked
package org.plumbline.simulator.adapter.file;

import org.jspecify.annotations.NullMarked;
