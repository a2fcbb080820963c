namespace drogon {
class HttpMiddlewareBase {
public:
    virtual void invoke(int request) = 0;
};
template <class T> class HttpMiddleware : public HttpMiddlewareBase {};
}
