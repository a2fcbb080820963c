struct mg_context;
struct mg_connection;
typedef int (*mg_websocket_connect_handler)(const struct mg_connection *, void *);
typedef void (*mg_websocket_ready_handler)(struct mg_connection *, void *);
typedef int (*mg_websocket_data_handler)(struct mg_connection *, int, char *, unsigned long, void *);
typedef void (*mg_websocket_close_handler)(const struct mg_connection *, void *);

void mg_set_websocket_handler(struct mg_context *context, const char *uri, mg_websocket_connect_handler connect,
                              mg_websocket_ready_handler ready, mg_websocket_data_handler data,
                              mg_websocket_close_handler close, void *user);
void mg_serve(struct mg_context *context, struct mg_connection *connection);
