#ifndef OPS_H
#define OPS_H
struct hooks {
    void (*attach)(void);
    void (*detach)(void);
};
struct ops {
    const char *name;
    int (*open)(const char *path);
    int (*read)(int handle);
    struct hooks hooks;
};
extern const struct ops *find_ops(const char *name);
void register_idle(void (*idle)(void));
#endif
