/* As much of Qt as the server uses. */
#ifndef QT_H
#define QT_H

#define Q_OBJECT
#define slots
#define signals public
#define emit
#define SLOT(a) qFlagLocation("1" #a "\0" __FILE__)
#define SIGNAL(a) qFlagLocation("2" #a "\0" __FILE__)
const char *qFlagLocation(const char *method);

namespace Qt {
enum ConnectionType { AutoConnection, DirectConnection, QueuedConnection };
}

namespace QtPrivate {
template <typename Function> struct FunctionPointer;
template <class Class, typename Result, typename... Args> struct FunctionPointer<Result (Class::*)(Args...)> {
    typedef Class Object;
};
}

class QString {
};

class QMetaObject {
public:
    class Connection {
    };
    static bool invokeMethod(class QObject *object, const char *member, Qt::ConnectionType type = Qt::AutoConnection);
};

class QObject {
public:
    explicit QObject(QObject *parent = nullptr);
    virtual ~QObject();
    void deleteLater();
    static QMetaObject::Connection connect(const QObject *sender, const char *signal, const QObject *receiver,
                                           const char *member, Qt::ConnectionType type = Qt::AutoConnection);
    template <typename Signal, typename Slot>
    static QMetaObject::Connection connect(const typename QtPrivate::FunctionPointer<Signal>::Object *sender,
                                           Signal signal, const QObject *context, Slot &&slot,
                                           Qt::ConnectionType type = Qt::AutoConnection)
    {
        return QMetaObject::Connection();
    }
    template <typename Signal, typename Slot>
    static QMetaObject::Connection connect(const typename QtPrivate::FunctionPointer<Signal>::Object *sender,
                                           Signal signal, Slot &&slot)
    {
        return QMetaObject::Connection();
    }
};

class QWebSocket : public QObject {
public:
    long long sendTextMessage(const QString &message);
    void close();
signals:
    void textMessageReceived(const QString &message);
    void binaryMessageReceived(const QString &message);
    void disconnected();
};

class QWebSocketServer : public QObject {
public:
    explicit QWebSocketServer(const QString &name, QObject *parent = nullptr);
    bool listen(unsigned short port);
    QWebSocket *nextPendingConnection();
signals:
    void newConnection();
    void closed();
};

class QCoreApplication : public QObject {
public:
    QCoreApplication(int &argc, char **argv);
    static int exec();
};

class QTimer : public QObject {
public:
    template <typename Functor> static void singleShot(int msec, const QObject *context, Functor &&functor) {}
};

namespace QtConcurrent {
template <typename Function, typename... Args> void run(Function &&f, Args &&...args) {}
}

#endif
