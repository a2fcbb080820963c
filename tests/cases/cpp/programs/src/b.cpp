struct Session {
    int run() { return 1; }
};
int start() { return (new Session)->run(); }
int main() { return start(); }
