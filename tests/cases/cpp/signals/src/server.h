#include <qt.h>

class Server : public QObject {
    Q_OBJECT
public:
    explicit Server(unsigned short port);

signals:
    void joined(QWebSocket *client);
    void nobodyListens();

private slots:
    void onNewConnection();
    void processText(const QString &message);
    void processBinary(const QString &message);
    void socketDisconnected();
    void stop();

private:
    void audit();

    QWebSocketServer *server;
};

class Statistics : public QObject {
    Q_OBJECT
public slots:
    void count(QWebSocket *client);
};
