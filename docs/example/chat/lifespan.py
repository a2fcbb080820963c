"""What happens before the first connection and after the last one."""

import asyncio
import logging
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from chat.config import get_settings
from chat.services.heartbeat import run_heartbeat
from chat.services.history import open_history
from chat.websocket import get_websocket_manager_async

logger = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(app: FastAPI):
    settings = get_settings()
    app.state.history = await asyncio.to_thread(open_history, settings.database)
    app.state.manager = await get_websocket_manager_async()

    heartbeat = asyncio.create_task(run_heartbeat(settings.heartbeat_seconds))
    logger.info("chat is up")
    yield

    heartbeat.cancel()
    with suppress(asyncio.CancelledError):
        await heartbeat
    await app.state.manager.stop()
    app.state.history.close()
