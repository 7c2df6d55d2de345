/** Signatures of orders and commands, and the files of keys and trusted signers. */
@NullMarked
package org.plumbline.schema.signing;

import org.jspecify.annotations.NullMarked;
