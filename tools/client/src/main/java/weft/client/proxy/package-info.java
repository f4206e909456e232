/// Between a viewer and a server: both are logged in, then bytes pass as they are.
///
/// ```
/// viewer --bytes--> Relay --bytes--> server
///        <--bytes--   |   <--bytes--
///                  Recorder
/// ```
///
/// Start at [weft.client.proxy.Relay], which recording proxies call for each viewer. It knows no
/// pictures.
@NullMarked
package weft.client.proxy;

import org.jspecify.annotations.NullMarked;
