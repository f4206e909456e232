/* A viewer made of gtk-vnc's connection that only logs in, and says how.
 *
 *     gvnclogin PORT NAME PASSWORD
 *
 * It says which types it is offered and which it takes, its first one always, then "initialized",
 * or why it is refused. $HOME/.pki/CA/cacert.pem has the authorities that it believes.
 */
#include <gvnc.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static const char *name;
static const char *password;
static GMainLoop *loop;

/* gtk-vnc looks for authorities in the home that it finds here, and not in $HOME. */
struct passwd *getpwuid(uid_t uid) {
    static struct passwd user;
    user.pw_uid = uid;
    user.pw_dir = getenv("HOME");
    return &user;
}

static void say(const char *what, GValueArray *offered) {
    printf("%s", what);
    for (guint i = 0; i < offered->n_values; i++) {
        printf(" %d", g_value_get_enum(&offered->values[i]));
    }
    printf("\n");
    fflush(stdout);
}

static void on_type(VncConnection *connection, GValueArray *types, gpointer data) {
    (void) data;
    say("types", types);
    vnc_connection_set_auth_type(connection, g_value_get_enum(&types->values[0]));
}

static void on_subtype(VncConnection *connection, guint type, GValueArray *types, gpointer data) {
    (void) type;
    (void) data;
    say("subtypes", types);
    vnc_connection_set_auth_subtype(connection, g_value_get_enum(&types->values[0]));
}

static void on_credential(VncConnection *connection, GValueArray *wanted, gpointer data) {
    (void) data;
    for (guint i = 0; i < wanted->n_values; i++) {
        int kind = g_value_get_enum(&wanted->values[i]);
        const char *value = kind == VNC_CONNECTION_CREDENTIAL_USERNAME   ? name
                            : kind == VNC_CONNECTION_CREDENTIAL_PASSWORD ? password
                                                                         : "gvnclogin";
        vnc_connection_set_credential(connection, kind, value);
    }
}

static void on_initialized(VncConnection *connection, gpointer data) {
    (void) data;
    printf("initialized %dx%d %s\n",
           vnc_connection_get_width(connection),
           vnc_connection_get_height(connection),
           vnc_connection_get_name(connection));
    fflush(stdout);
    vnc_connection_shutdown(connection);
}

static void on_failure(VncConnection *connection, const char *reason, gpointer data) {
    (void) connection;
    (void) data;
    printf("refused %s\n", reason);
    fflush(stdout);
}

static void on_error(VncConnection *connection, const char *reason, gpointer data) {
    (void) connection;
    (void) data;
    printf("error %s\n", reason);
    fflush(stdout);
}

static void on_disconnected(VncConnection *connection, gpointer data) {
    (void) connection;
    (void) data;
    g_main_loop_quit(loop);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: gvnclogin PORT NAME PASSWORD\n", stderr);
        return 2;
    }
    name = argv[2];
    password = argv[3];
    loop = g_main_loop_new(NULL, FALSE);
    VncConnection *connection = vnc_connection_new();
    g_signal_connect(connection, "vnc-auth-choose-type", G_CALLBACK(on_type), NULL);
    g_signal_connect(connection, "vnc-auth-choose-subtype", G_CALLBACK(on_subtype), NULL);
    g_signal_connect(connection, "vnc-auth-credential", G_CALLBACK(on_credential), NULL);
    g_signal_connect(connection, "vnc-auth-failure", G_CALLBACK(on_failure), NULL);
    g_signal_connect(connection, "vnc-error", G_CALLBACK(on_error), NULL);
    g_signal_connect(connection, "vnc-initialized", G_CALLBACK(on_initialized), NULL);
    g_signal_connect(connection, "vnc-disconnected", G_CALLBACK(on_disconnected), NULL);
    vnc_connection_set_shared(connection, TRUE);
    if (!vnc_connection_open_host(connection, "localhost", argv[1])) {
        return 1;
    }
    g_main_loop_run(loop);
    return 0;
}
