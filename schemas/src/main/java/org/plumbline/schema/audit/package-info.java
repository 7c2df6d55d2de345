/** The hash chain of audit facts: how it grows and how anyone checks it. Pure. */
@NullMarked
package org.plumbline.schema.audit;

import org.jspecify.annotations.NullMarked;
