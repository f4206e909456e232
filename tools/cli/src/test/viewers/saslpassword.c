/* Sets a password in the database that qemu.conf in SASL_CONF_PATH names: saslpassword USER PASSWORD.
   It is what Debian's sasl2-bin does, too, but the library is there already. */
#include <sasl/sasl.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    sasl_conn_t *connection;
    int result;

    if (argc != 3) {
        return 2;
    }
    result = sasl_server_init(NULL, "qemu");
    if (result == SASL_OK) {
        result = sasl_server_new("vnc", NULL, NULL, NULL, NULL, NULL, 0, &connection);
    }
    if (result == SASL_OK) {
        result = sasl_setpass(connection, argv[1], argv[2], strlen(argv[2]), NULL, 0,
                              SASL_SET_CREATE);
    }
    if (result != SASL_OK) {
        fprintf(stderr, "%s\n", sasl_errstring(result, NULL, NULL));
        return 1;
    }
    return 0;
}
