/// Whether the time that a login takes tells something of its secrets.
///
/// Called by nobody; people run [PasswordTiming], and its figures are in SECURITY.md's list of
/// goals.
@NullMarked
package weft.bench.security;

import org.jspecify.annotations.NullMarked;
