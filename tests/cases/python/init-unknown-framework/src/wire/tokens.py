import jwt


def verify_token(token: str) -> str:
    return jwt.decode(token, "secret", algorithms=["HS256"])["sub"]
