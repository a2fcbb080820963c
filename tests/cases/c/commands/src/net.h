void transmit(void);
void handshake(void);
