/** What a certificate says about a meter's error as time passes: prior, heat, probability of exceeding a limit, due date. */
@NullMarked
package org.plumbline.analyzer.metrology.certificate;

import org.jspecify.annotations.NullMarked;
