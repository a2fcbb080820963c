static void hook() {}
static void other() {}
template <void (*F)()> void through() { F(); }
template <void (&F)()> void by_reference() { F(); }
struct Session {
    void stop() {}
    template <void (Session::*Method)()> static void thunk(void *session) { (static_cast<Session *>(session)->*Method)(); }
};
static void (*stored)(void *) = &Session::thunk<&Session::stop>;

template <class T> struct Codec {
    static void write(T) { hook(); }
    void flush();
};
template <class T> void Codec<T>::flush() { hook(); }
template <> void Codec<char>::write(char) { other(); }
template <> void Codec<char>::flush() { other(); }
template <class T> void log() { hook(); }
template <> void log<int>() { other(); }

int main()
{
    through<hook>();
    by_reference<other>();
    Session session;
    stored(&session);
    Codec<int>::write(1);
    Codec<char>::write('c');
    Codec<int>().flush();
    Codec<char>().flush();
    log<char>();
    log<int>();
}
