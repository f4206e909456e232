/// What reads text from pictures: fonts of the console's files or learned from a picture, and the
/// program tesseract.
///
/// Called by scripts. It knows pictures and files, and nothing of servers.
@NullMarked
package weft.cli.text;

import org.jspecify.annotations.NullMarked;
