/** Between the contract's Avro records and the analyzer's own terms. */
@NullMarked
package org.plumbline.analyzer.adapter.avro;

import org.jspecify.annotations.NullMarked;
