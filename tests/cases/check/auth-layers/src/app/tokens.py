import jwt


def verify_token(token):
    return jwt.decode(token, "secret", algorithms=["HS256"])


async def verify_token_async(token):
    return verify_token(token)


def check_origin(origin):
    return origin == "https://example.org"
