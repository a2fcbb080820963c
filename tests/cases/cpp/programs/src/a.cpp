struct Session {
    void run() { work(); }
    void work() {}
};
void start() { Session().run(); }
int main() { start(); }
