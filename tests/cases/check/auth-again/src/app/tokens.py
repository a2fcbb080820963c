import jwt


def get_current_user(token: str = ""):
    return jwt.decode(token, "secret", algorithms=["HS256"])["sub"]


def user_of(token: str = ""):
    return jwt.decode(token, "secret", algorithms=["HS256"])["sub"]


def look_at(token: str):
    return user_of(token)
