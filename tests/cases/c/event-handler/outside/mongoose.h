/* As much of the library's interface as the server uses. */
#ifndef MONGOOSE_H
#define MONGOOSE_H

struct mg_mgr;
struct mg_connection;

enum {
    MG_EV_ERROR,
    MG_EV_OPEN,
    MG_EV_POLL,
    MG_EV_HTTP_MSG,
    MG_EV_WS_OPEN,
    MG_EV_WS_MSG,
    MG_EV_CLOSE
};

typedef void (*mg_event_handler_t)(struct mg_connection *, int event, void *data);

void mg_mgr_init(struct mg_mgr *manager);
void mg_mgr_poll(struct mg_mgr *manager, int milliseconds);
struct mg_connection *mg_http_listen(struct mg_mgr *manager, const char *url, mg_event_handler_t fn, void *data);
void mg_ws_upgrade(struct mg_connection *connection, void *message, const char *format, ...);
int mg_ws_send(struct mg_connection *connection, const char *text, int length, int operation);

#endif
