from hub.proxy import proxy
