class Room {
public:
    int open() { return helper(); }
    static int helper() { return 1; }
};
Room *make_room() { return new Room; }
int main() { return make_room()->open(); }
