def validate_session(session):
    return session.user is not None


def check_credentials(name, password):
    return bool(password)


async def validate_and_decode_jwt(token):
    return token


def validate_order(order):
    return order
