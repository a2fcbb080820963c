def validate_session(session):
    return session.is_active


class UrlBuilder:
    def _validate_credentials(self):
        return True


def verify_token(token):
    return token == "t"
