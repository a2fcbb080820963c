from app.wrap import with_client


@with_client
async def load_two(client):
    return client
