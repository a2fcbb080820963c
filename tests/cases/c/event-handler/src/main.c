#include <mongoose.h>

static void count(int by)
{
    (void)by;
}

static void greet(struct mg_connection *connection)
{
    mg_ws_send(connection, "hello", 5, 1);
}

static void echo(struct mg_connection *connection, const char *text)
{
    mg_ws_send(connection, text, 0, 1);
}

static void log_error(const char *text)
{
    (void)text;
}

static void handle(struct mg_connection *connection, int event, void *data)
{
    if (event == MG_EV_HTTP_MSG) {
        mg_ws_upgrade(connection, data, 0);
    } else if (event == MG_EV_WS_OPEN) {
        greet(connection);
        count(1);
    } else if ((event == MG_EV_WS_MSG) && data) {
        echo(connection, data);
    } else if (MG_EV_CLOSE == event) {
        count(-1);
    } else if (event == MG_EV_ERROR) { /* of which the catalog knows nothing */
        log_error(data);
    } else if (event != MG_EV_WS_OPEN) {
        count(0);
    }
}

int main(void)
{
    struct mg_mgr *manager = 0;
    mg_mgr_init(manager);
    mg_http_listen(manager, "http://localhost:8000", handle, 0);
    for (;;)
        mg_mgr_poll(manager, 1000);
}
