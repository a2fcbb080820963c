static void (*kept)();
void keep(void (*f)()) { kept = f; }
void release() { kept(); }
