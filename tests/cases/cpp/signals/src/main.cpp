#include "server.h"

static void store(int number)
{
}

static void index_all()
{
}

Server::Server(unsigned short port)
{
    server = new QWebSocketServer(QString(), this);
    Statistics *statistics = new Statistics;
    if (server->listen(port)) {
        connect(server, &QWebSocketServer::newConnection, this, &Server::onNewConnection);
        connect(server, SIGNAL(closed()), this, SLOT(stop()));
    }
    connect(this, &Server::joined, statistics, &Statistics::count);
}

void Server::onNewConnection()
{
    QWebSocket *socket = server->nextPendingConnection();
    connect(socket, SIGNAL(textMessageReceived(QString)), this, SLOT(processText(QString)));
    connect(socket, &QWebSocket::binaryMessageReceived, this, &Server::processBinary, Qt::QueuedConnection);
    connect(socket, &QWebSocket::disconnected, [this] { socketDisconnected(); });
    emit joined(socket);
    emit nobodyListens();
}

void Server::processText(const QString &message)
{
    QtConcurrent::run(store, 1);
    QtConcurrent::run(&Server::audit, this);
    QMetaObject::invokeMethod(this, "stop", Qt::QueuedConnection);
}

void Server::processBinary(const QString &message)
{
    QTimer::singleShot(10, this, index_all);
}

void Server::socketDisconnected()
{
}

void Server::stop()
{
}

void Server::audit()
{
}

void Statistics::count(QWebSocket *client)
{
    client->sendTextMessage(QString());
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Server server(7681);
    return QCoreApplication::exec();
}
