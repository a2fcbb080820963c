from fastapi import Depends


class Manager:
    async def connect(self, user):
        print(user)

    def count(self):
        print("count")


def get_manager() -> Manager:
    return Manager()


def get_token():
    return "token"


async def get_user(token: str = Depends(get_token)):
    return token
