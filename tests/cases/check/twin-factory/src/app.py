import asyncio
import time

from fastapi import Depends, FastAPI

app = FastAPI()


class RoomManager:
    async def start(self): ...


def get_room_manager():
    return RoomManager()


async def get_room_manager_async():
    return await started(get_room_manager())


async def started(manager):
    await manager.start()
    return get_room_manager()


async def awaits():
    return await get_room_manager()


async def calls():
    return get_room_manager()


@app.get("/")
async def injected(manager=Depends(get_room_manager)):
    return manager


class MailService:
    async def start(self): ...


def get_mail_service():
    return MailService()


async def aget_mail_service():
    service = MailService()
    await service.start()
    return service


def starts():
    return asyncio.run(aget_mail_service())


class AuditService:
    async def start(self): ...


def create_audit_service():
    return AuditService()


async def get_audit_service():
    service = AuditService()
    await service.start()
    return service


async def meant():
    return create_audit_service()


class SearchService:
    async def start(self): ...


def create_search_service():
    time.sleep(1)
    return SearchService()


async def get_search_service():
    service = SearchService()
    await service.start()
    return service


async def blocks():
    return create_search_service()


class CacheService: ...


def get_cache_service():
    return CacheService()


async def get_cache_service_async():
    return get_cache_service()


async def free():
    return get_cache_service()


class FileService:
    async def start(self): ...


def get_file_service():
    return FileService()


async def get_file_service_async():
    service = FileService()
    await service.start()
    return service


def own_side():
    return get_file_service()


async def other_side():
    return await get_file_service_async()
